/** The timeline of a turn. */
import { isSuccess } from './turn.js';
import { count, duration } from './words.js';

const STEPS = {
  repeated: 'delivered again', dead: 'given up', found: 'documents searched', asked: 'consent asked', consented: 'consent given',
  declined: 'consent refused', expired: 'consent came too late',
};

/** Steps that are a part of another row: the end of a round of the model, and of a call of a tool. */
const ENDS = ['answered', 'called'];

/**
 * The rows of a turn's timeline, oldest first. A row with `until` is drawn as a bar from `at` to `until`. A row with `aside`
 * happened beside the bot's work on the turn.
 *
 * @returns {{step: string, at: number, until?: number, words: string, detail?: string, aside?: boolean}[]}
 */
export function timeline(turn, now) {
  const rows = [...steps(turn), ...refusals(turn), ...stream(turn), ...undelivered(turn), ...late(turn)]
    .sort((one, other) => one.at - other.at);
  const work = rows.filter(row => !row.aside);
  work.forEach((row, index) => {
    row.until ??= work[index + 1]?.at ?? (turn.state === 'open' ? Math.max(now, row.at) : row.at);
  });
  return rows;
}

function steps({ steps: all }) {
  const rounds = all.filter(({ step }) => step === 'model');
  return all.filter(step => !isEnd(step, all)).map(step => {
    if (step.step === 'model') return modelRow(step, all, rounds);
    if (step.step === 'calling' || step.step === 'called') return callRow(step, all);
    return stepRow(step);
  });
}

/** A call that is not made has an end without a beginning, which is a row of its own. */
function isEnd({ step, number }, all) {
  return ENDS.includes(step) && (step === 'answered' || all.some(other => other.step === 'calling' && other.number === number));
}

function modelRow(step, all, rounds) {
  const round = rounds.indexOf(step);
  const until = rounds[round + 1]?.at ?? Infinity;
  const end = all.slice(all.indexOf(step)).find(other => other.step === 'answered' && other.at <= until);
  const isBad = Boolean(end?.detail);
  const which = rounds.length > 1 ? `, round ${round + 1}` : '';
  const detail = end && (end.detail ?? [duration(end.at - step.at), tokens(end), ...(end.calls ?? []).map(wish)].filter(Boolean).join(' · '));
  return { step: 'model', at: step.at, until: end?.at, detail, isBad, words: isBad ? 'model failed' : `model asked${which}` };
}

const tokens = ({ input, output }) => input && `${input} tokens in, ${output} out`;

/** A call that the model asks for. Its arguments are shown only where the server gives them. */
function wish({ tool, arguments: json }) {
  return `asks for ${tool} ${json ?? ''}`.trim();
}

function callRow(step, all) {
  const { at, tool, effect, number } = step;
  const end = all.slice(all.indexOf(step)).find(other => other.step === 'called' && other.number === number);
  const lasted = end && step.step === 'calling' ? ` in ${duration(end.at - at)}` : '';
  const isBad = Boolean(end) && end.outcome !== 'succeeded';
  const detail = `${tool}: ${end ? (end.outcome === 'unknown' ? 'nobody knows whether it was made' : end.outcome) + lasted : 'running'}`;
  return { step: 'call', at, until: end?.at, detail, isBad, words: `tool called: ${effect ?? 'none such'}` };
}

function stepRow({ step, at, attempt, detail, tool, title, passages }) {
  const words = STEPS[step] ?? step;
  if (step === 'repeated') return { step, at, words, detail: 'known already: no second turn', aside: true };
  if (step === 'found') return { step, at, words, detail: found(passages), aside: true };
  if (tool) return { step, at, words, detail: title === tool ? tool : `${title} (${tool})` };
  const again = attempt > 1 && step === 'running' ? `, attempt ${attempt}` : '';
  return { step, at, detail, words: words + again };
}

function found(passages) {
  return passages.length === 0
    ? 'nothing found'
    : passages.map(({ title, score }, index) => `${index + 1}. ${title}: ${score.toPrecision(3)}`).join('\n');
}

/** The press of a button that belongs to no call that waits. */
function late(turn) {
  const decided = ['consented', 'declined', 'expired'].some(step => turn.has(step));
  return turn.isPress && turn.asksConsent && turn.state === 'done' && !decided
    ? [{ step: 'late', at: turn.lastStep?.at ?? turn.start, words: 'consent: no effect',
      detail: 'No call waits for this: it was decided before, or another user was asked.', aside: true }]
    : [];
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
