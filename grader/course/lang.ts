/** The languages of the course. */
export const LANGS = ['en', 'ko'] as const;

export type Lang = (typeof LANGS)[number];

/** The language of the terminal, by the POSIX locale variables; English where they name none of the course's. */
export function terminalLang(env: NodeJS.ProcessEnv): Lang {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  const [language] = locale.toLowerCase().split(/[_.@-]/);
  return LANGS.find((lang) => lang === language) ?? 'en';
}
