import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { capture } from './capture.ts';

/** Captures the stdout of a program. */
function run(program: string, limit: number) {
  const child = spawn(process.execPath, ['--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  return { captured: capture(child.stdout, limit), exited: once(child, 'exit') };
}

/** Captures these chunks. */
async function captureChunks(chunks: string[], limit: number, lines?: number) {
  const captured = capture(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), limit, lines);
  await captured.ended;
  return { text: Buffer.from(captured.bytes()).toString(), dropped: captured.dropped() };
}

test('keeps every byte of a process, in order', async () => {
  const { captured } = run(`for (let i = 0; i < 256; i += 1) process.stdout.write(Buffer.from([i]))`, 1000);
  await captured.ended;
  expect(captured.bytes()).toEqual(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)));
  expect(captured.dropped()).toBe(0);
});

test('keeps draining past the limit, so that the writer never blocks', async () => {
  const program = `
    const { writeSync } = require('node:fs');
    for (let i = 0; i < 64; i += 1) writeSync(1, 'x'.repeat(65536));
    process.exitCode = 7;
  `;
  const { captured, exited } = run(program, 1000);
  expect(await exited).toEqual([7, null]);
  await captured.ended;
  expect(Buffer.from(captured.bytes()).toString()).toBe('x'.repeat(1000));
  expect(captured.dropped()).toBe(64 * 65536 - 1000);
});

test.for<[chunks: string[], limit: number, text: string, dropped: number]>([
  [['abc', 'def'], 6, 'abcdef', 0],
  [['abc', 'def'], 7, 'abcdef', 0],
  [['abc', 'def'], 5, 'abcde', 1],
  [['abc', 'def'], 3, 'abc', 3],
  [['abc', 'def', 'ghi'], 2, 'ab', 7],
  [['abc'], 0, '', 3],
  [[], 3, '', 0],
])('of %j with a limit of %d it keeps %j', async ([chunks, limit, text, dropped]) => {
  expect(await captureChunks(chunks, limit)).toEqual({ text, dropped });
});

test.for<[chunks: string[], lines: number, text: string, dropped: number]>([
  [['a\nb\n', 'c\n'], 3, 'a\nb\nc\n', 0],
  [['a\nb\n', 'c\n'], 2, 'a\nb\n', 2],
  [['a\nb\nc\n', 'd\n'], 2, 'a\nb\n', 4],
  [['a\nb\nc\n'], 2, 'a\nb\n', 2],
  [['a', '\nb', '\nc', '\n'], 2, 'a\nb\n', 2],
])('of %j with a limit of %d lines it keeps %j, in whatever pieces it came', async ([chunks, lines, text, dropped]) => {
  expect(await captureChunks(chunks, 100, lines)).toEqual({ text, dropped });
});

test('gives what came so far while the stream is still open', async () => {
  const stream = new PassThrough();
  const captured = capture(stream, 10);
  const read = once(stream, 'data');
  stream.write('so far');
  await read;
  expect(Buffer.from(captured.bytes()).toString()).toBe('so far');
});

test('ends with a stream that breaks, and keeps what came before', async () => {
  const stream = new PassThrough();
  const captured = capture(stream, 10);
  const read = once(stream, 'data');
  stream.write('before');
  await read;
  stream.destroy(new Error('broken pipe'));
  await captured.ended;
  expect(Buffer.from(captured.bytes()).toString()).toBe('before');
});
