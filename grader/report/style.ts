import { styleText } from 'node:util';

/** Colours that read on dark and on light, or none. Meaning never hangs on them alone. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
}

export const PLAIN: Style = {
  bold: (text) => text,
  dim: (text) => text,
  red: (text) => text,
  green: (text) => text,
};

/** The style for a stream: colours on a terminal, unless NO_COLOR asks for none. */
export function styleFor(stream: NodeJS.WriteStream): Style {
  const paint = (format: 'bold' | 'dim' | 'red' | 'green') => (text: string) => styleText(format, text, { stream });
  return { bold: paint('bold'), dim: paint('dim'), red: paint('red'), green: paint('green') };
}
