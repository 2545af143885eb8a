import { terminalLang, type Lang } from '../course/lang.ts';
import { loadToolTexts, sayFrom, type Say } from '../course/texts.ts';
import { PLAIN, styleFor, type Style } from '../report/style.ts';

/** The person at the other end: their language, their terminal's width and colours. */
export interface Terminal {
  lang: Lang;
  say: Say;
  /** What a command needs to answer in this language too: ` --lang ko`, or nothing where the terminal has it already. */
  langFlag: string;
  width: number;
  style: Style;
  /** Prints to stdout. */
  print(text: string): void;
  /** Says on stderr, in a line of its own, what kept something from being done. */
  complain(text: string): void;
  /** Shows what is going on, in one line that the next one replaces; nothing where stderr is no terminal. */
  progress(text: string): void;
}

const DEFAULT_WIDTH = 80;

export async function openTerminal(lang: Lang): Promise<Terminal> {
  const { stdout, stderr } = process;
  return {
    lang,
    say: sayFrom(await loadToolTexts(lang)),
    langFlag: lang === terminalLang(process.env) ? '' : ` --lang ${lang}`,
    width: stdout.columns ?? DEFAULT_WIDTH,
    style: stdout.isTTY ? styleFor(stdout) : PLAIN,
    print: (text) => void stdout.write(text),
    complain: (text) => void stderr.write(`${stderr.isTTY ? '\r\u001b[2K' : ''}${text}\n`),
    progress(text) {
      if (stderr.isTTY) stderr.write(`\r\u001b[2K${text}`);
    },
  };
}
