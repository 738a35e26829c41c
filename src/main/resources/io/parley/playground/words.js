/** Puts numbers and times into words. */

/** `2 turns`; `many` is for plurals that do not end in s. */
export const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

/** A duration as people write it: 7 ms, 1.24 s, 2 min 5 s. */
export function duration(millis) {
  const rounded = Math.max(0, Math.round(millis));
  const seconds = rounded / 1000;
  if (seconds < 1) return `${rounded} ms`;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

/** The local time of day to the millisecond: 09:05:07.042. */
export function clockTime(at) {
  const date = new Date(at);
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()].map(part => String(part).padStart(2, '0'));
  return `${parts.join(':')}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
