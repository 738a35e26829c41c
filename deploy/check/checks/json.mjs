// Each JSON file can be parsed: a template takes the workbook as text, and the compiler does not look into it.

/** JSON with comments, which its own tools read. */
const WITH_COMMENTS = ['deploy/bicepconfig.json'];

export async function check(tree) {
  const paths = tree.all().filter(path => path.endsWith('.json') && !WITH_COMMENTS.includes(path));
  for (const path of paths) {
    try {
      tree.json(path);
    } catch (error) {
      tree.faults.push(error.message);
    }
  }
  return `${paths.length} files parsed`;
}

export const planted = [
  {
    what: 'a comma too many',
    plant: copy => copy.edit('deploy/modules/workbook.json', '"size": 0,', '"size": 0,,'),
    says: /workbook\.json: is no JSON/,
  },
];
