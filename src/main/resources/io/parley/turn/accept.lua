-- Stores a turn behind those of its conversation, unless it is known already, and claims the conversation if it is free.
-- KEYS  due, pending, conversation, turns, prefix of the turns' keys, history, the key of the client's own id (the prefix
--       again for none)
-- ARGV  conversation, turn, activity, owner, lease (0: no room here), most pending in the partition,
--       lifetime of unfinished turns and of the client's id, lifetime of the conversation (all times in ms), most
--       pending in the conversation, trace
-- Returns {'accepted' | 'duplicate' | 'full', turn, {claimed turn}}, that without its activity when it is the one just stored
local due, pending, conversation, turns, prefix, history = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local client = KEYS[7]
local c, id, lease, lifetime = ARGV[1], ARGV[2], tonumber(ARGV[5]), tonumber(ARGV[7])

-- Unfinished turns of the partition. Those that ran out of their lifetime are forgotten: nothing ends them any more.
local function count(pending)
  redis.call('ZREMRANGEBYSCORE', pending, '-inf', clock() - lifetime)
  return redis.call('ZCARD', pending)
end

-- The turn of the client's own id, unless it is forgotten by now.
local function known(client)
  local named = client ~= prefix and redis.call('GET', client)
  return named and redis.call('EXISTS', prefix .. named) == 1 and named
end

local status = 'accepted'
local sentBefore = known(client)
if redis.call('EXISTS', prefix .. id) == 1 then
  status = 'duplicate'
elseif sentBefore then
  status = 'duplicate'
  id = sentBefore
elseif redis.call('LLEN', turns) >= tonumber(ARGV[9]) or count(pending) >= tonumber(ARGV[6]) then
  return {'full', id, {}}
else
  redis.call('HSET', prefix .. id, 'state', 'accepted', 'activity', ARGV[3], 'accepted', clock(), 'trace', ARGV[10])
  queue(due, pending, turns, prefix, c, id, lifetime)
  -- Nobody takes a conversation that is not there.
  redis.call('HINCRBY', conversation, 'fence', 0)
  redis.call('PEXPIRE', conversation, ARGV[8])
  if client ~= prefix then
    redis.call('SET', client, id, 'PX', lifetime)
  end
end

local claimed = lease > 0 and claim(due, conversation, turns, prefix, history, c, ARGV[4], lease) or {}
if status == 'accepted' and claimed[2] == id then
  -- The caller has it.
  claimed[4] = ''
end
return {status, id, claimed}
