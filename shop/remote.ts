import type { Steering, ShopReport } from './protocol.ts';
import type { SteeredShop } from './shop.ts';

let steered = false;

/** Tells the grader, once one has spoken; under any other parent process, or none, says nothing. */
export function reportToGrader(message: ShopReport): void {
  if (steered && process.connected) process.send?.(message);
}

/**
 * Lets a grader steer this process's shop over the IPC channel. The channel does not keep the process alive;
 * when it closes (the grader is gone) the process ends, so that no app is left behind.
 */
export function listenToGrader({ gates, reseed }: SteeredShop): void {
  if (process.channel === undefined || process.channel === null) return;
  process.on('message', (message: Steering) => {
    if (message.type === 'seed') {
      steered = true;
      process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
      reseed(message.seed);
      reportToGrader({ type: 'seeded' });
    } else if (message.type === 'arm') gates.arm(message.gate);
    else if (message.type === 'release') gates.release(message.id);
  });
  process.channel.unref();
}
