import type { Mutant } from '../../lesson.ts';
import { IN_REQUESTS, IN_ROUTES } from './edit.ts';

/** Wrong apps that `context` must notice. */
export const context: Mutant[] = [
  {
    id: 'global-request',
    story: 'The current request is kept in a variable of the module; while one waits, another takes its place.',
    edits: [
      {
        file: IN_REQUESTS,
        find: '  const { method, path } = req;\n',
        replace: '  latest = res.locals;\n  const { method, path } = req;\n',
      },
      {
        file: IN_REQUESTS,
        find: '/** Gives every request its id',
        replace: 'export let latest: Express.Locals;\n\n/** Gives every request its id',
      },
      {
        file: IN_ROUTES,
        find: "    log.info({ event: 'order.placed',",
        replace: "    latest.log.info({ event: 'order.placed',",
      },
      {
        file: IN_ROUTES,
        find: 'declare global {',
        replace: "import { latest } from './request-log.ts';\n\ndeclare global {",
      },
    ],
    fails: ['context'],
    finds: ['context/request-id-foreign', 'context/user-foreign', 'context/trace-foreign'],
  },
  {
    id: 'order-without-request',
    story: "The business event goes through the process's own logger, which knows no request.",
    edits: [
      {
        file: IN_ROUTES,
        find: "    log.info({ event: 'order.placed',",
        replace: "    processLog.info({ event: 'order.placed',",
      },
      {
        file: IN_ROUTES,
        find: 'declare global {',
        replace: "import { log as processLog } from './logger.ts';\n\ndeclare global {",
      },
    ],
    fails: ['context'],
    finds: ['context/request-id-missing', 'context/user-missing', 'context/trace-missing'],
  },
  {
    id: 'sticky-user',
    story: 'Who was signed in last is everybody.',
    edits: [
      {
        file: IN_ROUTES,
        find: '  res.locals.account = account;\n',
        replace: '  res.locals.account = account;\n  last.userId = account.id;\n',
      },
      {
        file: IN_ROUTES,
        find: 'export const routes = Router();',
        replace:
          "const last = { userId: '' };\n\nexport const routes = Router();\n\nroutes.use('/products', (_req, res, next) => {\n  if (last.userId !== '') res.locals.log = res.locals.log.child({ userId: last.userId });\n  next();\n});",
      },
    ],
    fails: ['context'],
    finds: ['context/user-invented'],
  },
  {
    id: 'sticky-trace',
    story: 'The last trace id is kept for requests that bring none.',
    edits: [
      {
        file: IN_REQUESTS,
        find: '  const traceId = traceIdOf(req);',
        replace: '  const traceId = traceIdOf(req) ?? last;\n  last = traceId;',
      },
      {
        file: IN_REQUESTS,
        find: '/** Gives every request its id',
        replace: 'let last: string | undefined;\n\n/** Gives every request its id',
      },
    ],
    fails: ['context'],
    finds: ['context/trace-foreign'],
  },
];
