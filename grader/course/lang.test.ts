import { expect, test } from 'vitest';
import { terminalLang } from './lang.ts';

test.for<[env: Record<string, string>, lang: string]>([
  [{}, 'en'],
  [{ LANG: 'ko_KR.UTF-8' }, 'ko'],
  [{ LANG: 'ko' }, 'ko'],
  [{ LANG: 'KO_KR' }, 'ko'],
  [{ LANG: 'ko.UTF-8' }, 'ko'],
  [{ LANG: 'ko@hangul' }, 'ko'],
  [{ LANG: 'en_GB.UTF-8' }, 'en'],
  [{ LANG: 'C' }, 'en'],
  [{ LANG: 'C.UTF-8' }, 'en'],
  [{ LANG: 'POSIX' }, 'en'],
  [{ LANG: 'de_DE.UTF-8' }, 'en'],
  [{ LANG: 'kok_IN' }, 'en'],
  [{ LC_ALL: 'ko_KR.UTF-8', LC_MESSAGES: 'C', LANG: 'C' }, 'ko'],
  [{ LC_ALL: 'C', LC_MESSAGES: 'ko_KR', LANG: 'ko_KR' }, 'en'],
  [{ LC_MESSAGES: 'ko_KR', LANG: 'en_US' }, 'ko'],
  [{ LC_ALL: '', LC_MESSAGES: '', LANG: 'ko_KR' }, 'ko'],
  [{ LC_CTYPE: 'ko_KR', LANGUAGE: 'ko' }, 'en'],
])('with %j the language is %s', ([env, lang]) => {
  expect(terminalLang(env)).toBe(lang);
});
