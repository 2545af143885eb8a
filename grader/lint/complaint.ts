/** Something in the course that must be put right. */
export interface Complaint {
  /** Relative to the course's folder. */
  file: string;
  /** From 1, where one line is to blame. */
  line?: number;
  /** What is wrong, a colon, and what to do about it. */
  message: string;
}

/** One thing demanded of a course. Gives a complaint for each place that falls short; none when the course is fine. */
export type Rule = (root: string) => Promise<Complaint[]>;

/** A complaint as one line: the file, what is wrong, what to do. */
export function printComplaint({ file, line, message }: Complaint): string {
  return `${file}${line === undefined ? '' : `:${line}`}: ${message.replaceAll(/\s*\n\s*/g, ' ')}`;
}
