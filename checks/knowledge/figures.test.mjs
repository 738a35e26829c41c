// node --test checks/knowledge
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { percentile, questionsOf, rankOf, summaryOf } from './figures.mjs';

const found = (...documents) => documents.map(document => ({ document }));

test('reads questions by the names of their columns', () => {
  assert.deepEqual(questionsOf('pages\tquestion\na.md b.md\tHow?\n\n# a comment\nnone\tWhy?\n'), [
    { language: '', question: 'How?', pages: ['a.md', 'b.md'], earlier: '' },
    { language: '', question: 'Why?', pages: [], earlier: '' },
  ]);
});

test('reads the question before', () => {
  assert.equal(questionsOf('question\tpages\tearlier\nAnd then?\ta.md\tHow?')[0].earlier, 'How?');
});

test('asks for the names of columns', () => {
  assert.throws(() => questionsOf('How?\ta.md'), /first line/);
});

test('counts pages, not passages', () => {
  assert.equal(rankOf({ language: '', pages: ['b.md'] }, found('a.md', 'a.md', 'b.md')), 2);
});

test('takes a page in the folder of the language', () => {
  assert.equal(rankOf({ language: 'de', pages: ['b.md'] }, found('en/b.md', 'de/b.md')), 2);
});

test('has no place for a page that is not found', () => {
  assert.equal(rankOf({ language: '', pages: ['b.md'] }, found('a.md')), 0);
});

test('sums up answerable and unanswerable questions', () => {
  const summary = summaryOf([
    { pages: ['a'], rank: 1, found: found('a') },
    { pages: ['a'], rank: 4, found: found('b') },
    { pages: ['a'], rank: 0, found: [] },
    { pages: [], rank: 0, found: [] },
    { pages: [], rank: 0, found: found('a') },
  ]);

  assert.deepEqual(summary, {
    answerable: 3, hit1: 1 / 3, hit3: 1 / 3, hit5: 2 / 3, mrr: (1 + 1 / 4) / 3, unanswerable: 2, nothingFound: 1,
  });
});

test('finds the value that so many are below', () => {
  assert.equal(percentile([3, 1, 2], 0.5), 2);
  assert.equal(percentile([3, 1, 2], 0.99), 3);
});
