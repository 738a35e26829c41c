// Reads the resources that a process uses from /proc.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

const ticksPerSecond = +execFileSync('getconf', ['CLK_TCK']);

/** CPU seconds since the start of a process, of user and system, and its resident memory in bytes. */
export function usage(pid) {
  // The name of the process, in brackets, may contain any characters.
  const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
  const [, resident] = /^VmRSS:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
  return { cpuSeconds: (+fields[11] + +fields[12]) / ticksPerSecond, resident: resident * 1024 };
}
