/** What was dropped: files, and folders, whose content a browser does not hand over as files. */
export interface Dropped {
  readonly files: readonly File[];
  /** Names. */
  readonly folders: readonly string[];
}

/** Parts what was dropped into files and folders; a folder passes for a file of no or few bytes otherwise. */
export function droppedFiles({ items, files }: DataTransfer): Dropped {
  const own = [...items].filter(({ kind }) => kind === 'file');
  const folders = own.flatMap((item) => {
    const entry = item.webkitGetAsEntry();
    return entry?.isDirectory === true ? [entry.name] : [];
  });
  const isFolder = (_: File, i: number) => own[i]?.webkitGetAsEntry()?.isDirectory === true;
  return { files: [...files].filter((file, i) => !isFolder(file, i)), folders };
}
