/** @file Which files of a folder may belong to a model. */

// Notes, pictures, programs and models of other systems, which are often beside models.
const OTHERS = /\.(md|rst|html?|pdf|png|jpe?g|gif|svg|webp|py|ipynb|sh|onnx|h5|ot|msgpack|log)$/i;

// The same weights once more, for Python.
const PICKLES = /\.(bin|pt|pth|ckpt)$/i;

/**
 * @template T
 * @param {readonly T[]} files
 * @param {(file: T) => string} nameOf
 * @returns {T[]} Those that are worth reading, by their names; hidden ones are not.
 */
export function modelFilesAmong(files, nameOf) {
  const names = files.map((file) => nameOf(file).replace(/^.*[/\\]/, ''));
  const hasSafetensors = names.some((name) => /\.safetensors$/i.test(name));
  return files.filter((_, i) => {
    const name = names[i];
    if (name.startsWith('.') || OTHERS.test(name)) return false;
    return !(hasSafetensors && PICKLES.test(name));
  });
}
