/** What the feed is given by its process. */
export class FeedSettings {
  /** Signs contexts: 32 secret bytes that stay the same over restarts. */
  readonly contextKey: Uint8Array;

  constructor(contextKey: Uint8Array) {
    this.contextKey = contextKey;
  }
}
