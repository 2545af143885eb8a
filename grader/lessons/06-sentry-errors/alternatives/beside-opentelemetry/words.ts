const ADDRESS = /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi;
const CARD = /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g;

/** The text without e-mail addresses and card numbers. For what people read, not for attributes and ids. */
export function withoutSecrets(text: string): string {
  return text.replaceAll(ADDRESS, '[address]').replaceAll(CARD, '[card]');
}
