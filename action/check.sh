#!/usr/bin/env bash
# Check the articles of a repository as a step of GitHub Actions. Inputs come by the environment;
# names of files and words of articles are data: no part of a command, an option or a workflow command.
set -euo pipefail

refuse() {
  printf '::error title=citecheck::%s\n' "$1"
  exit 2
}

either() { [[ "$1" == true || "$1" == false ]] || refuse "$2 is true or false."; }

either "$INPUT_CHANGED_ONLY" changed-only
either "$INPUT_UPLOAD_SARIF" upload-sarif
[[ "$INPUT_MAX_FILES" =~ ^[1-9][0-9]{0,4}$ ]] || refuse "max-files is a number from 1 to 99999."
[[ "$INPUT_FAIL_ON" =~ ^[a-z,\ -]{0,200}$ ]] || refuse "fail-on is a list of words with commas."
if [[ "$GITHUB_EVENT_NAME" == pull_request_target ]]; then
  refuse "pull_request_target gives secrets to files of strangers: use pull_request."
fi

patterns=()
while IFS= read -r line; do
  line="${line#"${line%%[![:space:]]*}"}"
  line="${line%"${line##*[![:space:]]}"}"
  case "$line" in
    "") ;;
    !*) patterns+=(":(top,exclude,glob)${line#!}") ;;
    *) patterns+=(":(top,glob)$line") ;;
  esac
done <<< "$INPUT_FILES"
[[ ${#patterns[@]} -gt 0 ]] || refuse "files names no file."

out="$RUNNER_TEMP/citecheck/report"
mkdir -p "$out"
if [[ -n "$BASE" && "$INPUT_CHANGED_ONLY" == true ]]; then
  [[ "$BASE" =~ ^[0-9a-f]{40}([0-9a-f]{24})?$ ]] || refuse "The base of the pull request is no commit."
  git cat-file -e "$BASE^{commit}" 2> "$out/git.log" \
    || git fetch --quiet --no-tags --depth=1 origin "$BASE" 2> "$out/git.log" \
    || refuse "The base of the pull request could not be fetched."
  git diff --name-only -z --no-renames --diff-filter=d "$BASE" HEAD -- "${patterns[@]}" > "$out/files"
else
  git ls-files -z -- "${patterns[@]}" > "$out/files"
fi

root="$(git rev-parse --show-toplevel)"
cd "$root"
articles=()
while IFS= read -r -d '' file; do
  # A link could lead out of the repository, to what was never to be quoted.
  if [[ -f "$file" && ! -L "$file" ]]; then articles+=("./$file"); fi
done < "$out/files"
if [[ ${#articles[@]} -eq 0 ]]; then
  echo "No article to check." | tee -a "$GITHUB_STEP_SUMMARY"
  exit 0
fi
if [[ ${#articles[@]} -gt "$INPUT_MAX_FILES" ]]; then
  refuse "${#articles[@]} articles are to be checked, and max-files allows $INPUT_MAX_FILES."
fi

options=()
while IFS= read -r source; do
  [[ -z "$source" ]] || options+=("--source=$source")
done <<< "$INPUT_SOURCES"
[[ -z "$INPUT_FAIL_ON" ]] || options+=("--fail-on=$INPUT_FAIL_ON")

# What is said on the way may quote an article: until the token, no line is taken for a command.
token="$(python -I -c 'import secrets; print(secrets.token_hex(16))')"
echo "::stop-commands::$token"
code=0
"$RUNNER_TEMP/citecheck/run/bin/citecheck" check "${options[@]}" \
  --format "github=$out/annotations" --format "markdown=$out/summary.md" \
  --format "json=$out/report.json" --format "sarif=$out/report.sarif" -- "${articles[@]}" || code=$?
echo
echo "::$token::"

{
  echo "exit-code=$code"
  if [[ -s "$out/report.sarif" ]]; then
    echo "report=$out/report.json"
    echo "sarif=$out/report.sarif"
  fi
} >> "$GITHUB_OUTPUT"
if [[ -s "$out/annotations" ]]; then cat "$out/annotations"; fi
if [[ -s "$out/summary.md" ]]; then
  # GitHub takes 1 MiB from a step: of a longer report, the table of verdicts alone.
  if [[ "$(wc -c < "$out/summary.md")" -le 1000000 ]]; then
    cat "$out/summary.md" >> "$GITHUB_STEP_SUMMARY"
  else
    { sed '/^## /,$d' "$out/summary.md"; echo "The report is too long to be shown here whole."; } \
      | head --bytes=1000000 >> "$GITHUB_STEP_SUMMARY"
  fi
fi
