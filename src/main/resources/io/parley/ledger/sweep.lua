-- Finds conversations that no replica holds, in several partitions, and repairs keys that other scripts cannot use.
-- KEYS: due, pending and dead of each partition; then the key of the secret of partitions, if all keys are on one server
-- Returns lost (1 if the secret is missing), and partitions, in their order: an empty list for a partition without keys, or
-- unfinished (number of turns), oldest (age of the first of them in ms), dead (number of dead letters), waiting (number of
-- conversations that any replica may claim), longest (how long the first of them has waited, in ms), next (ms until any
-- replica may claim the first of the others; absent when there are none), and of those that wait: arrived (come first) and
-- returned (had a turn lately). In both, each digest is followed by its score, the longest waiting first
local given = named(ARGV, {
  'mostOfAKind', -- the maximum number of conversations to return of each kind
  'mostToLookAt',
  'farthest', -- in ms from now: the longest time for which a conversation may wait
  'lease'
})
local now = clock()
local last = #KEYS - #KEYS % 3

-- Finds conversations with unfinished turns. One that is held is renewed by its holder before a lease has passed.
local function rebuild(keys)
  for _, turn in ipairs(redis.call('ZRANGE', keys.pending, 0, -1)) do
    redis.call('ZADD', keys.due, 'NX', now + given.lease, string.match(turn, '^[^:]*'))
  end
  redis.call('PEXPIRE', keys.due, 604800000)
end

local function repair(keys)
  clear(keys.pending, 'zset')
  clear(keys.dead, 'zset')
  if clear(keys.due, 'zset') then
    rebuild(keys)
  end
  -- These scores were written while the clock of Redis was ahead. If a conversation is held, its holder renews the lease.
  for _, conversation in ipairs(
    redis.call('ZRANGEBYSCORE', keys.due, '(' .. now + given.farthest, '+inf', 'LIMIT', 0, given.mostToLookAt)) do
    redis.call('ZREM', keys.due, '')
    redis.call('ZADD', keys.due, 'XX', now + given.lease, conversation)
  end
end

local function look(keys)
  if redis.call('EXISTS', keys.due, keys.pending, keys.dead) == 0 then
    return {}
  end
  repair(keys)
  local oldest = redis.call('ZRANGE', keys.pending, 0, 0, 'WITHSCORES')[2]
  local waiting = redis.call('ZRANGEBYSCORE', keys.due, '-inf', now, 'WITHSCORES', 'LIMIT', 0, given.mostToLookAt)
  local later = redis.call('ZRANGEBYSCORE', keys.due, '(' .. now, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)[2]
  local arrived, returned = {}, {}
  for i = 1, #waiting, 2 do
    local kind = waiting[i + 1] % 1 == 0 and arrived or returned
    if #kind < 2 * given.mostOfAKind then
      kind[#kind + 1] = waiting[i]
      kind[#kind + 1] = waiting[i + 1]
    end
  end
  return fields({
    unfinished = redis.call('ZCARD', keys.pending),
    oldest = oldest and now - oldest or 0,
    dead = redis.call('ZCARD', keys.dead),
    waiting = redis.call('ZCOUNT', keys.due, '-inf', now),
    longest = waiting[2] and math.floor(math.min(now - waiting[2], now)) or 0,
    next = later and math.ceil(later - now) or nil,
    arrived = arrived,
    returned = returned
  })
end

-- One call shows that no partition has keys, for example at night.
local isEmpty = redis.call('EXISTS', unpack(KEYS, 1, last)) == 0
local partitions = {}
for place = 1, last, 3 do
  partitions[#partitions + 1] = isEmpty and {} or look({due = KEYS[place], pending = KEYS[place + 1], dead = KEYS[place + 2]})
end
return fields({partitions = partitions, lost = last < #KEYS and redis.call('EXISTS', KEYS[#KEYS]) == 0 and 1 or 0})
