import type { LoadProgress } from '../service/contract.ts';
import { megabytes, stageWords } from './words.ts';

export interface ShownProgress {
  readonly stage: string;
  /** How much has come; empty where nothing is being downloaded, or nothing has come yet. */
  readonly bytes: string;
  /** 0 to 1; undefined where nobody can tell. */
  readonly share: number | undefined;
}

/** How far a start has come, in words and as a share. */
export function showProgress(progress: LoadProgress | undefined): ShownProgress {
  if (progress === undefined) return { stage: 'Starting up', bytes: '', share: undefined };
  const { stage, loadedBytes: loaded, totalBytes: total } = progress;
  const downloading = stage === 'runtime' || stage === 'download';
  const counts = downloading && total > 0;
  const bytes = counts ? `${megabytes(loaded)} of ${megabytes(total)} MB` : `${megabytes(loaded)} MB so far`;
  return {
    stage: stageWords[stage],
    bytes: downloading && loaded > 0 ? bytes : '',
    share: counts ? Math.min(1, loaded / total) : undefined,
  };
}
