// One replica under a steady load for a long time: whether its memory grows, and what is left in Redis.
import { pause } from '../../testbed/surroundings.mjs';
import { openLoop } from '../../testbed/caller.mjs';
import { failuresOf } from './measures.mjs';

const sampleEvery = 10_000;

export async function soak({ bot, caller }, { minutes, rate, conversations }) {
  const before = await usedMemory(bot.redis);
  const samples = [];
  const startedAt = performance.now();
  const sample = () => samples.push({ minute: (performance.now() - startedAt) / 60_000, resident: bot.usage().resident });
  const sampler = setInterval(sample, sampleEvery);
  const turns = await openLoop(caller, { rate, seconds: minutes * 60, conversations });
  clearInterval(sampler);
  await nothingPending(bot.redis);
  sample();
  return { minutes, rate, samples, failures: failuresOf(turns), redis: { before, ...await contents(bot.redis) } };
}

async function nothingPending(redis) {
  while (+await redis.script("return #redis.call('KEYS', 'parley:*:due')") > 0) await pause(200);
}

async function usedMemory(redis) {
  return +/^used_memory:(\d+)/m.exec(await redis.command('INFO', 'memory'))[1];
}

/** Keys, those without a lifetime, and bytes, of each kind of key: `parley:{partition}:kind…`. */
async function contents(redis) {
  const used = await usedMemory(redis);
  return { used, ...await redis.script(`
    local kinds, immortal, cursor = {}, {}, '0'
    repeat
      local page = redis.call('SCAN', cursor, 'COUNT', 1000)
      cursor = page[1]
      for _, key in ipairs(page[2]) do
        local name = string.match(key, '^parley:{%d+}:(%a+)') or key
        local kind = kinds[name] or {keys = 0, immortal = 0, bytes = 0}
        kinds[name] = kind
        kind.keys = kind.keys + 1
        kind.bytes = kind.bytes + redis.call('MEMORY', 'USAGE', key, 'SAMPLES', 0)
        if redis.call('TTL', key) < 0 then
          kind.immortal = kind.immortal + 1
          immortal[#immortal + 1] = key
        end
      end
    until cursor == '0'
    return cjson.encode({kinds = kinds, immortal = #immortal > 0 and immortal or nil})`) };
}
