import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { EnvHttpProxyAgent, fetch } from 'undici';
import { StepFailed } from './engines-missing.ts';

const MEGABYTE = 1024 * 1024;

export interface Download {
  url: string;
  /** The file to be made. */
  to: string;
  /** In hex. */
  sha256: string;
  /** How long the server may send nothing, in milliseconds. */
  stallMs: number;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal | undefined;
  /** Called for each per cent, or for each megabyte of a file whose size is not told. */
  onProgress(doneBytes: number, totalBytes: number | undefined): void;
}

/**
 * Downloads a file whose content is known beforehand.
 * @throws {StepFailed} when the server cannot be reached, does not send, or sends something else
 * @throws the signal's reason, and what the file system says. Then there may be half a file
 */
export async function download(plan: Download): Promise<void> {
  const { url, to, signal } = plan;
  const dispatcher = openAgent(plan);
  const file = await open(to, 'wx');
  try {
    const response = await fetch(url, {
      dispatcher,
      signal: signal ?? null,
      headers: { 'accept-encoding': 'identity' },
    });
    if (!response.ok) throw new StepFailed('status', { host: new URL(response.url).host, status: response.status });
    const length = Number(response.headers.get('content-length') ?? 0);
    const sum = await write(response.body ?? [], file, length > 0 ? length : undefined, plan);
    if (sum !== plan.sha256) throw new StepFailed('checksum', { url });
  } catch (error) {
    signal?.throwIfAborted();
    throw isOfNetwork(error) ? networkFailure(error, plan) : error;
  } finally {
    await file.close();
    await dispatcher.destroy();
  }
}

/** Writes a body as it comes. @returns its SHA-256, in hex */
async function write(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  file: FileHandle,
  totalBytes: number | undefined,
  { onProgress }: Download,
): Promise<string> {
  const hash = createHash('sha256');
  const step = totalBytes === undefined ? MEGABYTE : totalBytes / 100;
  let doneBytes = 0;
  let toldSteps = -1;
  for await (const chunk of body) {
    hash.update(chunk);
    await file.appendFile(chunk);
    doneBytes += chunk.length;
    const steps = Math.floor(doneBytes / step);
    if (steps > toldSteps) onProgress(doneBytes, totalBytes);
    toldSteps = steps;
  }
  return hash.digest('hex');
}

/** `fetch` says in the message whether anything had come by then, and in the cause what happened. */
function isOfNetwork(error: unknown): error is TypeError {
  return error instanceof TypeError && ['fetch failed', 'terminated'].includes(error.message);
}

function networkFailure({ message, cause }: Error, { url, stallMs }: Pick<Download, 'url' | 'stallMs'>): StepFailed {
  const { host } = new URL(url);
  const reason = (cause as NodeJS.ErrnoException | undefined)?.code ?? message;
  if (reason.endsWith('_TIMEOUT')) return new StepFailed('stalled', { host, seconds: stallMs / 1000 }, cause);
  return new StepFailed(message === 'terminated' ? 'cut-off' : 'unreachable', { host, reason }, cause);
}

/** Goes through the proxies that the environment names, as npm does. */
function openAgent({ url, env, stallMs }: Download): EnvHttpProxyAgent {
  const [httpProxy, httpsProxy, noProxy] = ['http_proxy', 'https_proxy', 'no_proxy'].map(
    (name) => env[name] ?? env[name.toUpperCase()] ?? '',
  ) as [string, string, string];
  const connect = { timeout: stallMs };
  try {
    return new EnvHttpProxyAgent({
      httpProxy,
      httpsProxy,
      noProxy,
      connect,
      headersTimeout: stallMs,
      bodyTimeout: stallMs,
    });
  } catch (error) {
    // The proxy's address is no URL.
    throw networkFailure(new Error('proxy', { cause: error }), { url, stallMs });
  }
}
