import type { OwnModel } from '../service/contract.ts';

/** What is read of a model's folder; whatever else lies there stays where it is. */
const wanted = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'replay.json', 'catalogue.json'];
const plainWeights = 'model.safetensors';
const packedWeights = 'model.safetensors.gzip';

/** A model from a chosen folder, or from a folder or files that were dropped. */
export function ownModel(files: readonly File[]): OwnModel {
  const placed = files.map((file) => ({ file, folder: folderOf(file) }));
  // Who chooses one folder too high means the model in it.
  const [nearest] = placed
    .filter(({ file }) => file.name === 'config.json')
    .sort((a, b) => a.folder.length - b.folder.length);
  const folder = nearest?.folder ?? placed[0]?.folder ?? [];
  const within = placed.filter((each) => each.folder.join('/') === folder.join('/')).map(({ file }) => file);
  // Where the weights are there twice, those that are read, so that the size told is the size taken.
  const weights = within.some(({ name }) => name === plainWeights) ? plainWeights : packedWeights;
  return {
    name: folder.at(-1) ?? 'Your model',
    files: within
      .filter(({ name }) => wanted.includes(name) || name === weights)
      // Paths do not travel to a worker in every browser; names do.
      .map((file) => new File([file], file.name)),
  };
}

/** The files of a drop, those directly in a dropped folder included. */
export async function ownModelFromDrop({ items }: DataTransfer): Promise<OwnModel> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const folder = entries.find(isFolder);
  const within = folder === undefined ? entries : await entriesOf(folder);
  // One that cannot be read is missing, and is named as such when the model is checked.
  const files = await Promise.allSettled(within.filter(isFile).map(fileOf));
  const model = ownModel(files.flatMap((file) => (file.status === 'fulfilled' ? [file.value] : [])));
  return folder === undefined ? model : { ...model, name: folder.name };
}

function folderOf({ webkitRelativePath }: File): readonly string[] {
  return (webkitRelativePath ?? '').split('/').slice(0, -1);
}

// Not every browser has the classes of these by name.
function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  // A folder is handed out in parts; an empty one is the last.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0) return all;
    all.push(...part);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
