/** Something the person at the keyboard can put right: one line on stderr, exit status 2. */
export class UsageError extends Error {
  /** A key of the tool's texts. */
  readonly key: string;
  readonly params: Record<string, string | number>;

  constructor(key: string, params: Record<string, string | number> = {}) {
    super(key);
    this.name = 'UsageError';
    this.key = key;
    this.params = params;
  }
}
