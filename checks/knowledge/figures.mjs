// Reads files of questions, and makes figures of what was found.

/**
 * Questions of a file with tab-separated columns, named by its first line: `language`, `question`, `pages` (those that answer it, with
 * blanks between; `none` where no page does) and, if there is one, `earlier` (the question before it).
 */
export function questionsOf(text) {
  const [names, ...lines] = text.split(/\r?\n/).filter((line) => line.trim() && !line.startsWith('#')).map((line) => line.split('\t'));
  for (const name of ['question', 'pages']) {
    if (!names.includes(name)) {
      throw new Error(`The first line has to name the column "${name}".`);
    }
  }
  return lines.map((columns) => {
    const value = (name) => (columns[names.indexOf(name)] ?? '').trim();
    const pages = value('pages') === 'none' ? [] : value('pages').split(/\s+/).filter((page) => page);
    return { language: value('language'), question: value('question'), pages, earlier: value('earlier') };
  });
}

/** Which place the first right page has among the pages found, from 1; 0 where it is not among them. */
export function rankOf({ language, pages }, found) {
  const documents = [...new Set(found.map((passage) => passage.document))];
  const right = new Set(pages.flatMap((page) => [page, `${language}/${page}`]));
  return documents.findIndex((document) => right.has(document)) + 1;
}

/** @param results each with `pages`, `rank` and `found` */
export function summaryOf(results) {
  const answerable = results.filter(({ pages }) => pages.length > 0);
  const unanswerable = results.filter(({ pages }) => pages.length === 0);
  const share = (most) => answerable.filter(({ rank }) => rank > 0 && rank <= most).length / (answerable.length || 1);
  return {
    answerable: answerable.length,
    hit1: share(1),
    hit3: share(3),
    hit5: share(5),
    mrr: answerable.reduce((sum, { rank }) => sum + (rank ? 1 / rank : 0), 0) / (answerable.length || 1),
    unanswerable: unanswerable.length,
    nothingFound: unanswerable.filter(({ found }) => found.length === 0).length,
  };
}

/** @param share such as 0.99 */
export function percentile(values, share) {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
