-- Claims a conversation that nobody holds, or whose holder's lease has ended.
-- Returns the started turn; nothing when there is none
local keys = named(KEYS, {'due', 'pending', 'conversation', 'turns', 'prefix', 'history'})
local given = named(ARGV, {
  'conversation', 'owner', 'lease',
  'bytes', -- of history to return, at most
  'starts' -- of a turn, at most
})
local fence = mendFence(keys)
mendTurns(keys, given.conversation)
local free = redis.call('ZSCORE', keys.due, given.conversation)
if not free or tonumber(free) > clock() then
  return {}
end
if not fence and redis.call('EXISTS', keys.conversation) == 0 then
  -- It ran out of its lifetime, and its turns with it. Raising the fence would create it again without a lifetime.
  redis.call('ZREM', keys.due, given.conversation)
  return {}
end
return fields(claim(
  keys, given.conversation, fence or 0, given, {bytes = tonumber(given.bytes), starts = tonumber(given.starts)}) or {})
