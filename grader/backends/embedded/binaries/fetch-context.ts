import type { EngineName } from '../../engines.ts';
import type { Releases } from './releases.ts';

/** What goes on while engines are fetched. `file` names what is: a product with its version, a package, or engines. */
export type FindProgress =
  | { step: 'download'; file: string; doneBytes: number; totalBytes: number | undefined }
  | { step: 'unpack' | 'package'; file: string }
  /** Reading what packages there are, privately. */
  | { step: 'lists' }
  /** Another process fetches it. */
  | { step: 'wait'; file: string };

/** What the steps that fetch have in common. */
export interface FetchContext {
  /** The course's folder for what it has fetched. */
  cache: string;
  env: NodeJS.ProcessEnv;
  /** As releases call it. */
  platform: string;
  releases: Releases;
  signal: AbortSignal | undefined;
  progress(this: void, progress: FindProgress): void;
  /** Whether all of these stand in the cache, and run. */
  areCached(names: readonly EngineName[]): Promise<boolean>;
}
