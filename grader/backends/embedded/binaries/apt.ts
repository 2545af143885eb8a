import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { StepFailed } from './engines-missing.ts';
import { findOnPath } from './executable.ts';

/**
 * What distributions hang into apt (clean-up of its cache, messages to the desktop) is not for a private copy of it.
 * `#clear` is apt's word, and only a file can say it.
 */
const CONFIGURATION = `
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear APT::Update::Post-Invoke-Stats;
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Retries "0";
Acquire::http::Timeout "10";
Acquire::https::Timeout "10";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Acquire::IndexTargets::deb::DEP-11-icons-small::DefaultEnabled "false";
Acquire::IndexTargets::deb::DEP-11-icons::DefaultEnabled "false";
Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";
Acquire::IndexTargets::deb::CNF::DefaultEnabled "false";
`;

/** apt with a folder of its own: it reads the system's sources, lists and keys, and writes nowhere else. */
export interface Apt {
  /** Fetches the lists of the system's sources into the folder, and reads those from then on. */
  update(): Promise<void>;
  /** Downloads a package and unpacks it. @returns the folder it was unpacked to */
  unpack(packageName: string): Promise<string>;
}

/**
 * Opens apt in an empty folder.
 * @throws {StepFailed} where there is no apt; its methods throw one when apt fails, and the signal's reason
 */
export async function openApt(folder: string, env: NodeJS.ProcessEnv, signal: AbortSignal | undefined): Promise<Apt> {
  const [[aptGet], [dpkgDeb]] = await Promise.all([findOnPath(['apt-get'], env), findOnPath(['dpkg-deb'], env)]);
  if (aptGet === undefined || dpkgDeb === undefined) throw new StepFailed('no-apt');
  const lists = join(folder, 'lists');
  await mkdir(join(lists, 'partial'), { recursive: true });
  const configuration = join(folder, 'apt.conf');
  await writeFile(configuration, CONFIGURATION);
  const settings = [`--config-file=${configuration}`, '-o', `Dir::Cache=${join(folder, 'cache')}`];

  /** @returns what it complained of */
  async function run(program: string, args: string[], cwd = folder): Promise<string> {
    const result = await execa(program, args, {
      cwd,
      // PATH as it is: apt calls dpkg, and dpkg-deb calls tar.
      env: { ...env, LC_ALL: 'C' },
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
      stdout: 'ignore',
      ...(signal === undefined ? {} : { cancelSignal: signal }),
    });
    signal?.throwIfAborted();
    if (!result.failed) return result.stderr;
    const complaint = /^(?:E|dpkg-deb: error): .*/m.exec(result.stderr)?.[0];
    throw new StepFailed('apt', { reason: complaint ?? result.code ?? result.signal ?? `status ${result.exitCode}` });
  }

  return {
    async update() {
      settings.push('-o', `Dir::State::Lists=${lists}`);
      const complaints = await run(aptGet, [...settings, 'update']);
      // That no source could be reached is a mere warning to apt.
      if ((await readdir(lists)).some((file) => file.includes('_Packages'))) return;
      throw new StepFailed('apt', { reason: /^W: .*/m.exec(complaints)?.[0] ?? 'apt-get update' });
    },
    async unpack(packageName) {
      const target = join(folder, packageName);
      await rm(target, { recursive: true, force: true });
      await mkdir(target);
      await run(aptGet, [...settings, 'download', packageName], target);
      const archive = (await readdir(target)).find((file) => file.endsWith('.deb'));
      if (archive === undefined) throw new StepFailed('apt', { reason: packageName });
      const unpacked = join(target, 'unpacked');
      await run(dpkgDeb, ['--extract', join(target, archive), unpacked]);
      return unpacked;
    },
  };
}
