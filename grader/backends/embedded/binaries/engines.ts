import type { EngineName } from '../../engines.ts';

/** What is released together, in one archive. */
export type Product = 'prometheus' | 'alertmanager';

/** What is known of an engine before it is found. */
export interface Engine {
  product: Product;
  /** The environment variable that names its path. */
  variable: string;
  /** What its file is called on PATH: Debian's Alertmanager has a longer name. */
  files: readonly [string, ...string[]];
  /** The packages of Debian and Ubuntu that hold it, in the releases that split them and in those that do not. */
  packages: readonly string[];
  /** The oldest version that gives the verdicts of the course. */
  minimum: string;
}

const PROMETHEUS = { product: 'prometheus', minimum: '2.42.0' } as const;
const ALERTMANAGER = { product: 'alertmanager', minimum: '0.25.0' } as const;

export const ENGINES: Readonly<Record<EngineName, Engine>> = {
  prometheus: { ...PROMETHEUS, variable: 'THREE_AM_PROMETHEUS', files: ['prometheus'], packages: ['prometheus'] },
  promtool: { ...PROMETHEUS, variable: 'THREE_AM_PROMTOOL', files: ['promtool'], packages: ['promtool', 'prometheus'] },
  alertmanager: {
    ...ALERTMANAGER,
    variable: 'THREE_AM_ALERTMANAGER',
    files: ['alertmanager', 'prometheus-alertmanager'],
    packages: ['prometheus-alertmanager'],
  },
  amtool: {
    ...ALERTMANAGER,
    variable: 'THREE_AM_AMTOOL',
    files: ['amtool'],
    packages: ['amtool', 'prometheus-alertmanager'],
  },
};
