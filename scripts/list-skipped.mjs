/** Says at the end of a run which tests were skipped; the title of a suite gives the reason. */
export default class ListSkipped {
  onRunComplete(_contexts, { testResults }) {
    const skipped = testResults.flatMap(({ testFilePath, testResults: tests }) =>
      tests
        .filter(({ status }) => status === 'pending')
        .map(({ ancestorTitles, title }) => `${testFilePath}\n  ${[...ancestorTitles, title].join(' › ')}`),
    );
    if (skipped.length > 0) process.stderr.write(`\nSkipped: ${skipped.length} tests\n${skipped.join('\n')}\n`);
  }
}
