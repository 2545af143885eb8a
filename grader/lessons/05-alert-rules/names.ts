/** The rule groups, by the check that judges each. */
export const GROUPS = [
  'availability',
  'latency',
  'service-down',
  'saturation',
  'business',
  'security',
  'routing',
  'watchdog',
] as const;

export type GroupName = (typeof GROUPS)[number];

export const SEVERITIES = ['critical', 'warning', 'info'];

/** Between two evaluations of the rules, and two scrapes, in seconds. */
export const EVALUATION_SECONDS = 60;
export const SCRAPE_SECONDS = 30;

/** Files and folders of the submission. */
export const RULES_FOLDER = 'rules';
export const TESTS_FOLDER = 'tests';
export const RUNBOOKS_FOLDER = 'runbooks';
export const ALERTMANAGER_FILE = 'alertmanager.yml';

/** The parts of a runbook, and how their headings may begin, in either language. */
export const RUNBOOK_PARTS = {
  impact: ['impact', '영향'],
  check: ['check', 'diagnos', 'verif', '확인', '점검', '진단'],
  mitigate: ['mitigat', '완화', '조치', '대응'],
  escalate: ['escalat', '에스컬레이션', '상위 보고', '확대'],
} as const;

/** What a route is held to, in seconds. */
export const LIMITS = {
  criticalGroupWait: 60,
  criticalRepeat: 3_600,
  warningRepeat: 4 * 3_600,
  /** How long what is new, or over, may wait for others. */
  news: 3_600,
  heartbeat: 300,
} as const;

/** The metrics that the timelines have. */
const METRICS = [
  'http_requests_total',
  'http_request_duration_seconds_bucket',
  'up',
  'login_attempts_total',
  'order_processing_seconds_count',
  'db_pool_in_use',
  'db_pool_size',
  'node_cpu_seconds_total',
  'node_memory_MemAvailable_bytes',
  'node_memory_MemTotal_bytes',
  'node_filesystem_avail_bytes',
  'node_filesystem_size_bytes',
  'probe_ssl_earliest_cert_expiry',
];

/** What the reading must name: groups, metrics, labels and severities. */
export const NAMES = {
  groups: [...GROUPS],
  metrics: METRICS,
  labels: ['service', 'instance', 'status', 'outcome', 'mountpoint', 'mode'],
  severities: SEVERITIES,
  annotations: ['summary', 'description', 'runbook_url'],
};
