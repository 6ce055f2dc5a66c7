/** The setting that says which adapter of a model is in use; 0 or none is the model as shipped. */
export function currentAdapterSetting(modelId: string): string {
  return `currentAdapter:${modelId}`;
}

/** The setting that says the highest adapter version that a model ever had, so that no number is used twice. */
export function lastAdapterSetting(modelId: string): string {
  return `lastAdapter:${modelId}`;
}
