import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EVIDENCE_SCHEMA, type Evidence, type ProcessRecord, type Run, type Scrape } from './evidence.ts';

const INDEX = 'evidence.json';
const ATTEMPTS = 100;

/** Thrown for a folder that does not hold evidence this grader can judge. */
export class UnreadableEvidence extends Error {}

/**
 * Writes evidence as a new folder beside `directory`, whose name nobody else uses: raw output as files
 * (`<run>/<service>.stdout`, `.stderr`, and a scrape as `<run>/<scrape>.prom`), everything else as `evidence.json`.
 * @returns the folder
 */
export async function writeEvidence(evidence: Evidence, directory: string): Promise<string> {
  const draft = `${directory}.${randomUUID()}`;
  const runs: Record<string, unknown> = {};
  await mkdir(draft, { recursive: true });
  for (const run of Object.values(evidence.runs)) {
    await mkdir(join(draft, run.name));
    const processes: Record<string, unknown> = {};
    for (const { stdout, stderr, ...rest } of Object.values(run.processes)) {
      await writeFile(join(draft, run.name, `${rest.service}.stdout`), stdout);
      await writeFile(join(draft, run.name, `${rest.service}.stderr`), stderr);
      processes[rest.service] = rest;
    }
    const scrapes: unknown[] = [];
    for (const { body, ...rest } of run.scrapes) {
      await writeFile(join(draft, run.name, scrapeFile(rest.name)), body);
      scrapes.push(rest);
    }
    runs[run.name] = { ...run, processes, scrapes };
  }
  await writeFile(join(draft, INDEX), JSON.stringify({ ...evidence, runs }, undefined, 1));
  return draft;
}

/** Puts a folder that was written in the place of the last one. Of several graders that do so at once, one comes last. */
export async function publishEvidence(draft: string, directory: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(draft, directory);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if ((code !== 'ENOTEMPTY' && code !== 'EEXIST') || attempt === ATTEMPTS) throw error;
    }
    const old = `${directory}.${randomUUID()}`;
    await rename(directory, old).catch(() => {}); // somebody else has moved it already
    await rm(old, { recursive: true, force: true });
  }
}

/**
 * Reads evidence back, to be judged again without running anything.
 * @throws {UnreadableEvidence} when the folder holds none, or another version's
 */
export async function readEvidence(directory: string): Promise<Evidence> {
  const text = await readFile(join(directory, INDEX), 'utf8').catch(() => {
    throw new UnreadableEvidence(`${directory} holds no evidence: grade the lesson first`);
  });
  const index = parseIndex(text);
  if (index?.schema !== EVIDENCE_SCHEMA)
    throw new UnreadableEvidence(`${directory} holds evidence of another version: grade the lesson again`);
  const runs = await Promise.all(Object.values(index.runs).map((run) => readRun(run, directory)));
  return { ...index, runs: Object.fromEntries(runs.map((run) => [run.name, run])) };
}

function parseIndex(text: string): Evidence | undefined {
  try {
    return (JSON.parse(text) as Evidence | null) ?? undefined;
  } catch {
    return undefined;
  }
}

const scrapeFile = (name: string): string => `${name}.prom`;

async function readRun(run: Run, directory: string): Promise<Run> {
  const processes = await Promise.all(
    Object.values(run.processes).map(async (rest): Promise<ProcessRecord> => {
      const file = join(directory, run.name, rest.service);
      const [stdout, stderr] = await Promise.all([readFile(`${file}.stdout`), readFile(`${file}.stderr`)]).catch(() => {
        throw new UnreadableEvidence(`${directory} is not complete: grade the lesson again`);
      });
      return { ...rest, stdout, stderr };
    }),
  );
  const scrapes = await Promise.all(
    run.scrapes.map(async (rest): Promise<Scrape> => {
      const body = await readFile(join(directory, run.name, scrapeFile(rest.name))).catch(() => {
        throw new UnreadableEvidence(`${directory} is not complete: grade the lesson again`);
      });
      return { ...rest, body };
    }),
  );
  return { ...run, scrapes, processes: Object.fromEntries(processes.map((record) => [record.service, record])) };
}
