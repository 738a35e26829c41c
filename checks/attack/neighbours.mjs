// Attacks of a user on the other users of a channel: the messages are real, and correctly signed.
import crypto from 'node:crypto';
import { pause } from '../../testbed/surroundings.mjs';
import { Scene } from './scene.mjs';

const MEMORY = 512;

const filler = 'Thousands of words, all of them ordinary. ';
const long = bytes => filler.repeat(Math.ceil(bytes / filler.length)).slice(0, bytes);
const keys = count => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index}`, index]));

/** Kinds of a message of 240 KB. */
const weights = {
  text: () => ({ text: long(240_000) }),
  value: () => ({ value: keys(15_000) }),
  channelData: () => ({ channelData: keys(15_000) }),
  attachments: () => ({ attachments: Array.from({ length: 3_000 }, () => ({ contentType: 'text/html', content: { a: [1, 2, { b: 'c' }] } })) }),
  entities: () => ({ entities: Array.from({ length: 5_000 }, (_, index) => ({ type: 'clientInfo', at: index, x: { y: [] } })) }),
};

/** Sends 256 at once, round after round. No accepted message may be lost, and the replica must stay alive. */
function heavy(kind, rounds) {
  return {
    number: '3',
    tried: `256 messages of 240 KB at once, ${kind}, ${rounds} rounds, in ${MEMORY} MiB`,
    async run(executable) {
      const scene = await Scene.start(executable, { memory: MEMORY, model: () => ({ after: 1000, text: 'An answer.' }) });
      try {
        const counts = {};
        const accepted = [];
        for (let round = 0; round < rounds && scene.exitCode === undefined; round++) {
          const activities = Array.from({ length: 256 }, (_, index) => scene.message(`heavy-${index}`, 'What is this?', weights[kind]()));
          const statuses = await Promise.all(activities.map(activity => scene.post(activity)));
          statuses.forEach((status, index) => {
            counts[status] = (counts[status] ?? 0) + 1;
            if (status === 202) accepted.push(activities[index].id);
          });
          await Promise.all(accepted.slice(-256).map(id => scene.reply(id, 20_000)));
        }
        return await outcome(scene, counts, accepted);
      } finally {
        await scene.end();
      }
    },
  };
}

async function outcome(scene, counts, accepted) {
  const peak = scene.peak;
  const answers = await Promise.all(accepted.map(id => scene.reply(id, 30_000)));
  const answered = answers.filter(Boolean).length;
  const state = await scene.state();
  const odd = Object.keys(counts).filter(status => !['202', '503', '413'].includes(status));
  return {
    seen: `${Object.entries(counts).map(([status, count]) => `${status}: ${count}`).join(', ')}; ${answered} of ${accepted.length} accepted ones answered; peak ${peak} MiB; ${state}`,
    held: state === 'alive' && answered === accepted.length && answered > 0 && odd.length === 0,
  };
}

/** Conversations with long histories, all at once. */
function histories(rounds) {
  return {
    number: '3',
    tried: `128 conversations at once, questions and answers of 30 KB, ${rounds} rounds, in ${MEMORY} MiB`,
    async run(executable) {
      const scene = await Scene.start(executable, { memory: MEMORY, model: () => ({ after: 1000, text: long(30_000) }) });
      try {
        const counts = {};
        const accepted = [];
        for (let round = 0; round < rounds && scene.exitCode === undefined; round++) {
          const activities = Array.from({ length: 128 }, (_, index) => scene.message(`long-${index}`, long(30_000)));
          const statuses = await Promise.all(activities.map(activity => scene.post(activity)));
          statuses.forEach((status, index) => {
            counts[status] = (counts[status] ?? 0) + 1;
            if (status === 202) accepted.push(activities[index].id);
          });
          await Promise.all(accepted.slice(-128).map(id => scene.reply(id, 20_000)));
        }
        return await outcome(scene, counts, accepted);
      } finally {
        await scene.end();
      }
    },
  };
}

/** Keeps a number of messages of a conversation waiting. */
async function talkative(scene, conversation, waiting, going) {
  const open = new Set();
  while (going()) {
    if (open.size < waiting) {
      const activity = scene.message(conversation, 'And another thing?');
      if (await scene.post(activity) === 202) {
        open.add(activity.id);
        scene.reply(activity.id, 120_000).then(() => open.delete(activity.id));
      } else await pause(50);
    } else await pause(10);
  }
}

function starvation(busy, capacity, modelTime, limit) {
  return {
    number: '4',
    tried: `${busy} conversations that never stop, room for ${capacity} turns, a model of ${modelTime} ms: how long newcomers wait`,
    async run(executable) {
      const scene = await Scene.start(executable, {
        env: { PARLEY_TURNS_MAX_CONCURRENT: String(capacity) },
        model: () => ({ after: modelTime, text: 'An answer.' }),
      });
      let going = true;
      try {
        const running = Array.from({ length: busy }, (_, index) => talkative(scene, `busy-${index}`, 3, () => going));
        await pause(3000 + busy * 5);
        const waits = await Promise.all(Array.from({ length: 20 }, async (_, index) => {
          await pause(index * modelTime);
          const activity = scene.message(`newcomer-${index}`, 'May I ask something?');
          const from = performance.now();
          if (await scene.post(activity) !== 202) return Infinity;
          return (await scene.reply(activity.id, 40_000) ?? Infinity) - from;
        }));
        going = false;
        await Promise.all(running);
        const worst = Math.round(waits.sort((a, b) => a - b).at(-1));
        return { seen: `half within ${Math.round(waits[10])} ms, all within ${worst} ms`, held: worst <= limit };
      } finally {
        going = false;
        await scene.end();
      }
    },
  };
}

/** Uses conversations that share a partition with a neighbour's: the attacker knows the secret. */
const aimed = {
  number: '8',
  tried: 'ten conversations chosen to share a neighbour\'s partition, by one who knows the secret, 50 messages each that wait; the neighbour says 40 things in 40 conversations',
  async run(executable) {
    const scene = await Scene.start(executable, { model: () => ({ after: 15_000, text: 'An answer.' }), env: { PARLEY_TURNS_MAX_CONCURRENT: '4' } });
    try {
      // Versions before know no secret: the partition is the first byte of the digest.
      const secret = await scene.redis.command('HGET', 'parley:partitions', 'secret').catch(() => '');
      const partition = id => {
        const digest = crypto.createHash('sha256').update(`msteams\n${id}`).digest().subarray(0, 16);
        return (secret ? crypto.createHmac('sha256', secret).update(digest.toString('base64url')).digest() : digest)[0] % 64;
      };
      const conversations = (prefix, count) => {
        const chosen = [];
        for (let index = 0; chosen.length < count; index++) if (partition(`${prefix}-${index}`) === 7) chosen.push(`${prefix}-${index}`);
        return chosen;
      };
      const attacks = conversations('attack', 10);
      const refused = (await Promise.all(attacks.flatMap(id => Array.from({ length: 50 }, () => scene.post(scene.message(id, 'Waiting.', { from: { id: 'one attacker' } })))))).filter(status => status !== 202).length;
      const aim = await scene.redis.script(`return redis.call('ZCARD', 'parley:{7}:pending')`);
      const statuses = await Promise.all(conversations('neighbour', 40).map(id => scene.post(scene.message(id, 'Hello?'))));
      const taken = statuses.filter(status => status === 202).length;
      return { seen: `${500 - refused} of the attacker's 500 taken, ${aim} of them in the neighbours' partition; ${taken} of the neighbours' 40 taken`, held: taken === 40 && aim > 0 };
    } finally {
      await scene.end();
    }
  },
};

export function neighbours({ rounds }) {
  return [
    ...Object.keys(weights).map(kind => heavy(kind, rounds)), histories(rounds),
    // A fair queue: both busy ones once, then the newcomer, and the posts' own time.
    starvation(2, 2, 1000, 3500),
    // Each busy one once, 256 at a time: 4 model times, one more, and the posts' own time.
    starvation(1000, 256, 1000, 6500),
    aimed,
  ];
}
