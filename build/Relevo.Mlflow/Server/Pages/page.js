// Pages work without this script. It follows the links that MLflow's clients print, and counts chosen runs.
'use strict';

// A client prints /#/experiments/1/runs/abc for a page; what follows # never reaches a server.
const printed = /^#\/(?:experiments\/\d+\/(runs)\/(\w+)|(experiments)\/(\d+)|(models)(?:\/([^/?]+))?)/.exec(location.hash);
if (location.pathname === '/' && printed) {
  const [, runs, run, experiments, experiment, , model] = printed;
  location.replace(runs ? `/runs/${run}` : experiments ? `/experiments/${experiment}` : model ? `/models/${model}` : '/models');
}

const compare = document.getElementById('compare');
if (compare) {
  const [least, most] = [2, 20];
  const hint = document.getElementById('compare-hint');
  const button = document.getElementById('compare-button');
  const count = () => {
    const chosen = compare.querySelectorAll('input[name=run]:checked').length;
    button.disabled = chosen < least || chosen > most;
    hint.textContent = chosen === 0 ? `Choose ${least} to ${most} runs.` : chosen > most ? `${chosen} chosen; at most ${most} can be compared.` : chosen < least ? '1 run chosen; choose another.' : `${chosen} runs chosen.`;
  };
  compare.addEventListener('change', count);
  // The browser's back button brings the choice back after this has run.
  addEventListener('pageshow', count);
  count();
}
