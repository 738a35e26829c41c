-- Queues a dead letter again, behind the unfinished turns of its conversation, with no attempts. A recorded answer is only
-- sent, and recorded steps are not repeated.
-- Returns 1, or 0 if there is no such dead letter, or if it has no activity to run
local keys = named(KEYS, {'due', 'pending', 'conversation', 'turns', 'prefix', 'history', 'dead'})
local given = named(ARGV, {'conversation', 'turn', 'lifetime', 'conversationLifetime'})
local conversation, id = given.conversation, given.turn
local turn = keys.prefix .. id
if not redis.call('ZSCORE', keys.dead, conversation .. ':' .. id) or not holdsKind(turn, 'hash')
  or redis.call('HEXISTS', turn, 'activity') == 0 then
  return 0
end
mend(keys, conversation)

-- Removes the turn's elements of history, which it got when it was given up: it adds them again when it ends.
local function forgetFailure()
  local readable, activity = pcall(cjson.decode, redis.call('HGET', turn, 'activity'))
  if not readable or type(activity) ~= 'table' or type(activity.id) ~= 'string' or not holdsKind(keys.history, 'list') then
    return
  end
  for _, element in ipairs(redis.call('LRANGE', keys.history, 0, -1)) do
    local known, message = pcall(cjson.decode, element)
    if known and type(message) == 'table' and message.activity == activity.id then
      redis.call('LREM', keys.history, 1, element)
    end
  end
end

forgetFailure()
redis.call('HDEL', keys.conversation, 'stamp')
if redis.call('HDEL', turn, 'apologised') == 1 then
  redis.call('HDEL', turn, 'answer', 'sent')
end
redis.call('HSET', turn, 'state', redis.call('HEXISTS', turn, 'answer') == 1 and 'replying' or 'accepted')
redis.call('HSET', turn, 'accepted', clock())
redis.call('HDEL', turn, 'attempts', 'reason')
redis.call('ZREM', keys.dead, conversation .. ':' .. id)
redis.call('PEXPIRE', stepsOf(turn), given.lifetime)
queue(keys, conversation, id, given.lifetime)
-- Creates the conversation if its lifetime has ended: a claim requires it.
redis.call('HINCRBY', keys.conversation, 'fence', 0)
redis.call('PEXPIRE', keys.conversation, given.conversationLifetime)
return 1
