/** What is known about one learned adapter, without its numbers. */
export interface AdapterVersion {
  /** Counts up from 1 for each model; 0 stands for the model as shipped. */
  readonly version: number;
  readonly modelId: string;
  readonly modelHash: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** The version brought from elsewhere on which it was learned; absent where that was the model as shipped. */
  readonly base?: number;
  readonly steps: number;
  readonly feedbackCount: number;
  /** Held-back loss before and after learning; lower is better. */
  readonly heldBack: { readonly before: number; readonly after: number };
  /** Loss on the replay sample before and after learning. */
  readonly replay: { readonly before: number; readonly after: number };
}
