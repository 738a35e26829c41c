-- Claims a conversation that nobody holds, or whose holder's lease has ended.
-- Returns the started turn; nothing when there is none
local keys = named(KEYS, {'due', 'pending', 'conversation', 'turns', 'prefix', 'history'})
local given = named(ARGV, {
  'conversation', 'owner', 'lease',
  'bytes', -- of history to return, at most
  'starts' -- of a turn, at most
})
mend(keys, given.conversation)
return fields(claim(
  keys, given.conversation, given.owner, tonumber(given.lease),
  {bytes = tonumber(given.bytes), starts = tonumber(given.starts)}) or {})
