import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

const MAX_MAIL = 1024 * 1024;

/** An SMTP server that keeps what it is given. */
export interface Mailbox {
  port: number;
  close(): Promise<void>;
}

/**
 * Opens a mailbox without TLS or password.
 * @param take told of each mail: the name by which its sender said hello, and the mail's headers and texts
 */
export async function openMailbox(take: (id: string, mail: string) => void): Promise<Mailbox> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: MAX_MAIL,
    logger: false,
    onData(stream, session, answer) {
      void keep(stream, session.hostNameAppearsAs, take).then(
        () => answer(),
        (error: unknown) => answer(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  server.on('error', () => {}); // a connection that broke off
  const listening = once(server.server, 'listening');
  server.listen(0, '127.0.0.1');
  await listening;
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function keep(stream: Readable, id: string, take: (id: string, mail: string) => void): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of stream as AsyncIterable<Buffer>) pieces.push(piece);
  take(id, await readMail(Buffer.concat(pieces)));
}

/** A mail's headers, a line each, and its texts, decoded. */
async function readMail(raw: Buffer): Promise<string> {
  const { headers, text = '', html = '' } = await PostalMime.parse(raw);
  return [...headers.map(({ key, value }) => `${key}: ${value}`), '', text, html].join('\n');
}
