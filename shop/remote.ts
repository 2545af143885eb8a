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
export function listenToGrader({ gates, reseed, restock }: SteeredShop): void {
  if (process.connected === undefined) return; // started by nobody who would steer it
  const end = (): void => void process.kill(process.pid, 'SIGKILL');
  if (!process.connected) end(); // whoever started it is gone already
  process.once('disconnect', end);
  process.on('message', (message: Steering | null) => {
    switch (message?.type) {
      case 'seed':
        steered = true;
        reseed(message.seed);
        reportToGrader({ type: 'seeded' });
        break;
      case 'arm':
        gates.arm(message.gate);
        break;
      case 'release':
        gates.release(message.id);
        break;
      case 'restock':
        restock(message.productId, message.quantity);
        reportToGrader({ type: 'restocked', id: message.id });
        break;
      case undefined: // some other parent's message
    }
  });
  process.channel?.unref();
}
