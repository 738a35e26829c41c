/** One activity that was sent to the bot, and everything that followed from it. */
import { count } from './words.js';

const BOT_MENTION = /^<at>[^<]*<\/at>\s*/;

const PRESS = 'adaptiveCard/action';

const isObject = value => typeof value === 'object' && value !== null;

export const isSuccess = status => status >= 200 && status < 300;

export class Turn {
  constructor(id, activity, number) {
    Object.assign(this, { id, activity, number, kind: activity.type });
    this.deliveries = [];
    this.steps = [];
    /** The messages that the bot sent, accepted by the channel or not. */
    this.calls = [];
    /** The pieces of a streamed answer. */
    this.updates = [];
    /** The texts that the user sees at the end, by the id of the message. */
    this.shown = new Map();
  }

  /** Whether it is the press of a button of a card. Its `label` is the text on the button. */
  get isPress() { return this.kind === 'message' ? isObject(this.activity.value) && !this.activity.text : this.activity.name === PRESS; }
  get isFromUser() { return this.isMessage || this.isPress; }
  get pressed() { return this.kind === 'message' ? this.activity.value : this.activity.value?.action?.data; }

  /** Whether it answers Parley's question whether a call may be made. */
  get asksConsent() { return [this.pressed?.verb, this.activity.value?.action?.verb].includes('parley.confirm'); }

  /** What the bot answered at once to a press of a button of an `Action.Execute`. */
  get notice() {
    const { body } = this.latestDelivery;
    const said = body?.type === 'application/vnd.microsoft.error' ? body.value?.message : body?.value;
    return typeof said === 'string' ? said : undefined;
  }

  get isMessage() { return this.kind === 'message'; }
  get text() { return (this.activity.text ?? '').replace(BOT_MENTION, ''); }
  get isMentioned() { return BOT_MENTION.test(this.activity.text ?? ''); }
  get isUnmentioned() { return this.isMessage && this.activity.conversation?.isGroup === true && !this.isMentioned; }
  get latestDelivery() { return this.deliveries.at(-1); }
  get lastStep() { return this.steps.findLast(({ step }) => step === 'done' || step === 'dead'); }
  get answeredAt() { return this.calls.find(call => isSuccess(call.status))?.at; }

  get title() {
    if (this.isPress) return this.label;
    const titles = { message: this.text, conversationUpdate: 'You joined', invoke: 'Feedback on an answer' };
    return titles[this.kind] ?? this.kind;
  }

  times(step) { return this.steps.filter(other => other.step === step).length; }
  has(step) { return this.times(step) > 0; }

  /** When the bot accepted it; before that, the time of its first delivery. */
  get start() { return (this.steps.find(({ step }) => step === 'accepted') ?? this.deliveries[0]).at; }

  /** `open`, `done`, `dead` (given up) or `refused` (not accepted). */
  get state() {
    const { status } = this.latestDelivery;
    if (this.lastStep) return this.lastStep.step;
    if (this.steps.length > 0 || status === undefined || status === 202) return 'open';
    return isSuccess(status) ? 'done' : 'refused';
  }

  /** What the sender of a message sees: `sending`, `accepted`, `answered`, `silent`, `refused` or `dead`. */
  get outcome() {
    if (this.state === 'dead' || this.state === 'refused') return this.state;
    if (this.replies > 0 || this.state === 'done') return this.replies > 0 ? 'answered' : 'silent';
    return this.has('accepted') || isSuccess(this.latestDelivery.status) ? 'accepted' : 'sending';
  }

  /** How many replies the user got. One reply can have several messages; the step `recorded` has their number. */
  get replies() {
    const recorded = this.steps.findLast(step => step.step === 'recorded');
    return Math.ceil(this.shown.size / (recorded?.messages ?? 1));
  }

  /** Deliveries, turns and replies in words, counted from the events. */
  get verdict() {
    const delivered = count(this.deliveries.length, 'delivery', 'deliveries');
    if (this.state === 'refused') return `${delivered}, not accepted`;
    return this.kind === 'invoke' && !this.isPress ? delivered : `${delivered}, ${count(this.times('accepted'), 'turn')}, ${this.answer}`;
  }

  get answer() {
    if (this.replies === 0) {
      return this.state === 'open' ? 'no reply yet' : this.isUnmentioned ? 'no reply: not mentioned' : 'no reply';
    }
    const parts = this.shown.size > this.replies ? ` in ${this.shown.size} messages` : '';
    return count(this.replies, 'reply', 'replies') + parts;
  }
}
