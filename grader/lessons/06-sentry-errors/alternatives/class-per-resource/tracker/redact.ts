const SECRETS: [RegExp, string][] = [
  [/[\w.+-]+@[\w.-]+\.[a-z]{2,}\b/gi, '[email]'], // a release, such as shop@2.4.1, ends in a digit
  [/(?<![\w.])\d(?:[ -]?\d){12,18}(?!\w)/g, '[card]'],
];
const IDS = /(?:^|_)id$/; // a trace's id may happen to be all digits

/** Takes e-mail addresses and card numbers out of all texts in what is about to leave for Sentry, in place. */
export function redact(payload: unknown): void {
  if (typeof payload !== 'object' || payload === null || ArrayBuffer.isView(payload)) return;
  const fields = payload as Record<string, unknown>;
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value !== 'string') redact(value);
    else if (!IDS.test(name)) fields[name] = withoutSecrets(value);
  }
}

function withoutSecrets(text: string): string {
  return SECRETS.reduce((rest, [secret, mask]) => rest.replace(secret, mask), text);
}
