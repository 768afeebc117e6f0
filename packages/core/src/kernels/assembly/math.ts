// Functions of float64 that a row calls once or twice: imported from JavaScript, which has them already.

export declare function exp(x: f64): f64;
export declare function log(x: f64): f64;
export declare function log1p(x: f64): f64;
