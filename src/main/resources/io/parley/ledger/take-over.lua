-- Claims a conversation that no replica holds, or whose lease has ended.
-- Returns the started turn; nothing if there is none
local keys = named(KEYS, {'due', 'pending', 'conversation', 'turns', 'prefix', 'history'})
local given = named(ARGV, {
  'conversation', 'owner', 'lease',
  'bytes', -- the maximum size of the returned history
  'starts' -- the maximum number of starts of a turn
})
mend(keys, given.conversation)
return fields(claim(
  keys, given.conversation, given.owner, tonumber(given.lease),
  {bytes = tonumber(given.bytes), starts = tonumber(given.starts)}) or {})
