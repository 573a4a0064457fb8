// Accessibility as axe-core sees it: nothing serious or critical may be left.
import { source } from './packages.mjs';

const AXE = source('axe-core/axe.min.js');
const GRAVE = ['serious', 'critical'];

/// The grave violations of a page, or of what `selector` finds in it, one text each.
///
/// axe runs in a world of its own: the page's policy does not stop it, and the page does not see it.
export async function graveViolations(page, selector = 'html') {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'axe',
  });
  const evaluate = async (expression) => {
    const answer = await session.send('Runtime.evaluate', {
      expression, contextId, awaitPromise: true, returnByValue: true,
    });
    const { exceptionDetails: error } = answer;
    if (error) throw new Error(`axe: ${error.exception?.description ?? error.text}`);
    return answer.result.value;
  };
  await evaluate(`${AXE}; 0`);
  // Style sheets of one's own origin are readable without fetching them again.
  const { violations, passes } = await evaluate(
    `axe.run(document.querySelector(${JSON.stringify(selector)}), { preload: false, resultTypes: ['violations'] })`,
  );
  await session.detach();
  if (passes.length === 0) throw new Error('axe found nothing that it could judge');
  return violations
    .filter(({ impact }) => GRAVE.includes(impact))
    .map(({ id, impact, help, nodes }) => `${impact} ${id}: ${help}: ${nodes.map(describe).join(' | ')}`);
}

function describe({ html, any }) {
  return [html.slice(0, 160), ...any.map(({ message }) => message)].join(' – ');
}
