/** The timeline of a turn. */
import { isSuccess } from './turn.js';
import { count, duration } from './words.js';

const STEPS = { model: 'model asked', repeated: 'delivered again', dead: 'given up' };

/**
 * The rows of a turn's timeline, oldest first. A row with `until` is drawn as a bar from `at` to `until`. A row with `aside`
 * happened beside the bot's work on the turn.
 *
 * @returns {{step: string, at: number, until?: number, words: string, detail?: string, aside?: boolean}[]}
 */
export function timeline(turn, now) {
  const rows = [...turn.steps.map(stepRow), ...refusals(turn), ...stream(turn), ...undelivered(turn)]
    .sort((one, other) => one.at - other.at);
  const work = rows.filter(row => !row.aside);
  work.forEach((row, index) => {
    row.until = work[index + 1]?.at ?? (turn.state === 'open' ? Math.max(now, row.at) : row.at);
  });
  return rows;
}

function stepRow({ step, at, attempt, detail }) {
  if (step === 'repeated') return { step, at, words: STEPS[step], detail: 'known already: no second turn', aside: true };
  const isBad = step === 'answered' && Boolean(detail);
  const again = attempt > 1 && step === 'running' ? `, attempt ${attempt}` : '';
  return { step, at, detail, isBad, words: isBad ? 'model failed' : (STEPS[step] ?? step) + again };
}

function refusals(turn) {
  return turn.calls.filter(call => !isSuccess(call.status)).map(call => (
    { step: 'refused', at: call.at, words: `connector: ${call.status}`, detail: afterRefusal(turn, call) }));
}

/** What the bot did after the connector refused its reply. */
function afterRefusal(turn, call) {
  const next = turn.calls[turn.calls.indexOf(call) + 1];
  if (next) {
    return `sent again after ${duration(next.at - call.at)}: ${isSuccess(next.status) ? 'accepted' : 'refused again'}`;
  }
  return turn.state === 'open' ? 'will be sent again' : 'not sent again';
}

function stream({ updates }) {
  const detail = `${count(updates.length, 'piece')} shown while it was written`;
  return updates.slice(0, 1).map(({ at }) =>
    ({ step: 'streamed', at, until: updates.at(-1).at, words: 'streamed', detail, aside: true }));
}

function undelivered({ deliveries }) {
  return deliveries.filter(({ status }) => status !== undefined && !isSuccess(status)).map(({ at, status, detail }) =>
    ({ step: 'undelivered', at, words: status ? `not accepted: ${status}` : 'not accepted', detail, aside: true }));
}
