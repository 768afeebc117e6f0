// CIFAR-10 and CIFAR-100 in their binary form: files, class names, and where their publisher offers them.

/** A set whose files hold records of label bytes and the red, green and blue planes of 32 × 32 pixels. */
export interface CifarSet {
  readonly name: string;
  readonly title: string;
  readonly help: string;
  readonly classes: readonly string[];
  readonly url: string;
  /** MD5 of the archive, as its publisher states it. */
  readonly checksum: string;
  /** The folder inside the archive. */
  readonly folder: string;
  readonly train: readonly string[];
  readonly test: readonly string[];
  /** Bytes before the pixels; the last of them is the class. */
  readonly labelBytes: number;
}

const publisher = "https://www.cs.toronto.edu/~kriz/";

const hundred =
  "apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus butterfly camel can castle " +
  "caterpillar cattle chair chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur dolphin elephant " +
  "flatfish forest fox girl hamster house kangaroo keyboard lamp lawn_mower leopard lion lizard lobster man maple_tree " +
  "motorcycle mountain mouse mushroom oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree plain plate " +
  "poppy porcupine possum rabbit raccoon ray road rocket rose sea seal shark shrew skunk skyscraper snail snake spider " +
  "squirrel streetcar sunflower sweet_pepper table tank telephone television tiger tractor train trout tulip turtle " +
  "wardrobe whale willow_tree wolf woman worm";

/** Every CIFAR set that can be downloaded by name. */
export const cifarSets: readonly CifarSet[] = [
  {
    name: "cifar10",
    title: "CIFAR-10: ten kinds of objects, 32 × 32 in colour",
    help: "50,000 + 10,000 photos of animals and vehicles (Krizhevsky 2009), 170 MB",
    classes: ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
    url: `${publisher}cifar-10-binary.tar.gz`,
    checksum: "c32a1d4ab5d03f1284b67883e8d87530",
    folder: "cifar-10-batches-bin",
    train: [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`),
    test: ["test_batch.bin"],
    labelBytes: 1,
  },
  {
    name: "cifar100",
    title: "CIFAR-100: a hundred kinds of objects, 32 × 32 in colour",
    help: "50,000 + 10,000 photos, 600 of each kind (Krizhevsky 2009), 169 MB",
    classes: hundred.split(" "),
    url: `${publisher}cifar-100-binary.tar.gz`,
    checksum: "03b5dce01913d631647c71ecec9e9cb8",
    folder: "cifar-100-binary",
    train: ["train.bin"],
    test: ["test.bin"],
    labelBytes: 2,
  },
];
