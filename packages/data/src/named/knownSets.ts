// Public data sets of idx files: class names, where their publishers offer them, and the checksums they state.

/** The four files of a known set, in the order of their checksums. */
export const knownFileNames = [
  "train-images-idx3-ubyte.gz",
  "train-labels-idx1-ubyte.gz",
  "t10k-images-idx3-ubyte.gz",
  "t10k-labels-idx1-ubyte.gz",
] as const;

/** One public data set. */
export interface KnownSet {
  readonly name: string;
  readonly title: string;
  readonly help: string;
  readonly classes: readonly string[];
  /** Folders that hold the four files, tried in turn. */
  readonly urls: readonly string[];
  /** MD5 of the packed files, in the order of `knownFileNames`. */
  readonly checksums: readonly [string, string, string, string];
  /** The folder in which torchvision keeps it. */
  readonly torchvisionFolder: string;
}

/** Every set that can be downloaded by name. */
export const knownSets: readonly KnownSet[] = [
  {
    name: "fashion-mnist",
    title: "Fashion-MNIST: ten kinds of clothing, 28 × 28",
    help: "60,000 + 10,000 images of articles (Xiao, Rasul and Vollgraf 2017), 31 MB",
    classes: ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
    urls: [
      "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    ],
    checksums: [
      "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
      "25c81989df183df01b3e8a0aad5dffbe",
      "bef4ecab320f06d8554ea6380940ec79",
      "bb300cfdad3c16e7a12a480ee83cd310",
    ],
    torchvisionFolder: "FashionMNIST/raw",
  },
  {
    name: "mnist",
    title: "MNIST: handwritten digits, 28 × 28",
    help: "60,000 + 10,000 images of digits (LeCun, Cortes and Burges 1998), 12 MB",
    classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    urls: ["https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/"],
    checksums: [
      "f68b3c2dcbeaaa9fbdd348bbdeb94873",
      "d53e105ee54ea40749a09fcbcd1e9432",
      "9fb629c4189551a2d022fa330f9573f3",
      "ec29112dd5afa0611ce80d1b7f02629c",
    ],
    torchvisionFolder: "MNIST/raw",
  },
  {
    name: "kmnist",
    title: "Kuzushiji-MNIST: ten cursive Japanese characters, 28 × 28",
    help: "60,000 + 10,000 images of characters (Clanuwat and others 2018), 21 MB",
    classes: ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"],
    urls: ["http://codh.rois.ac.jp/kmnist/dataset/kmnist/"],
    checksums: [
      "bdb82020997e1d708af4cf47b453dcf7",
      "e144d726b3acfaa3e44228e80efcd344",
      "5c965bf0a639b31b8f53240b1b52f4d7",
      "7320c461ea6c1c855c0b718fb2a4b134",
    ],
    torchvisionFolder: "KMNIST/raw",
  },
];
