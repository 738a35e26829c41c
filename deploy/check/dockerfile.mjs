// The instructions of a Dockerfile, as the checks read them.

/** Instructions, each in one line with the number of its first, without comments. */
export function instructions(text) {
  const found = [];
  let open = false;
  text.split('\n').forEach((line, index) => {
    if (/^\s*(#|$)/.test(line)) return;
    if (open) found.at(-1).text += ` ${line.trim()}`;
    else found.push({ text: line.trim(), line: index + 1 });
    open = line.trimEnd().endsWith('\\');
  });
  return found;
}
