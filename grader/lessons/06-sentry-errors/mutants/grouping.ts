import type { Mutant } from '../../lesson.ts';
import { alone, mutant } from '../../mutant.ts';
import { sendingWith } from './edit.ts';

/** Wrong apps that `grouping` must notice. */
export const grouping: Mutant[] = [
  mutant(
    'grouped-by-message',
    'The message is the fingerprint, and each has an id in it: an issue for every customer.',
    sendingWith("sent.fingerprint = sent.exception?.values?.map(({ value }) => value ?? '') ?? [];"),
    { fails: ['grouping'], finds: ['grouping/split'] },
  ),
  mutant(
    'grouped-by-customer',
    'The customer is part of the fingerprint.',
    sendingWith("sent.fingerprint = ['{{ default }}', String(sent.user?.id)];"),
    { fails: ['grouping'], finds: ['grouping/split'] },
  ),
  mutant(
    'grouped-by-process',
    'The process is part of the fingerprint: after each restart the same bug is new.',
    sendingWith("sent.fingerprint = ['{{ default }}', String(process.pid)];"),
    alone('grouping', 'split'),
  ),
  mutant(
    'grouped-by-route',
    'The route is the fingerprint: whatever breaks in it next is the issue that is known.',
    sendingWith("sent.fingerprint = [sent.transaction ?? ''];"),
    alone('grouping', 'merged'),
  ),
  mutant(
    'grouped-by-method',
    'The way of paying is part of the fingerprint: one broken charge is three issues.',
    sendingWith(
      "sent.fingerprint = ['{{ default }}', String(sent.breadcrumbs?.find(({ category }) => category === 'payment')?.data?.method)];",
    ),
    alone('grouping', 'split'),
  ),
  mutant(
    'all-in-one',
    'One fingerprint for all: whatever breaks next is the issue that has been muted for a year.',
    sendingWith("sent.fingerprint = ['internal-error'];"),
    { fails: ['grouping'], finds: ['grouping/merged'] },
  ),
];
