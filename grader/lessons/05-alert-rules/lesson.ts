import { defineLesson } from '../lesson.ts';
import { askEngines } from './ask.ts';
import { availability } from './checks/availability.ts';
import { business } from './checks/business.ts';
import { conventions } from './checks/conventions.ts';
import { grouping } from './checks/grouping.ts';
import { inhibition } from './checks/inhibition.ts';
import { latency } from './checks/latency.ts';
import { routing } from './checks/routing.ts';
import { ruleTests } from './checks/rule-tests.ts';
import { saturation } from './checks/saturation.ts';
import { security } from './checks/security.ts';
import { serviceDown } from './checks/service-down.ts';
import { valid } from './checks/valid.ts';
import { watchdog } from './checks/watchdog.ts';

export default defineLesson({
  id: '05-alert-rules',
  services: {},
  runs: {},
  needs: ['prometheus', 'promtool', 'alertmanager', 'amtool'],
  ask: askEngines,
  checks: [
    valid,
    conventions,
    availability,
    latency,
    serviceDown,
    saturation,
    business,
    security,
    routing,
    grouping,
    inhibition,
    watchdog,
    ruleTests,
  ],
  tryOut: [],
});
