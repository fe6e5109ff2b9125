// Compares a scrubbed file of sample data with the known answer to each row.
//
//   check CAMPAIGN EXPECTED OUTPUT
//
// Prints six counts: listed rows that were let through, clear rows that were lost, rows without a
// number that were kept, rows whose bytes were changed, rows out of order, rows without a known id.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

// The letter that an outcome begins with; that of a clear row goes to `kept` when it is met.
constexpr char listed = 'l', clear = 'c', invalid = 'i', kept = 'k';

constexpr uint64_t no_id = UINT64_MAX;

// The id that a line begins with, as `17,` or `"17",`.
uint64_t id_of(std::string_view line) {
  size_t index = !line.empty() && line[0] == '"';
  const size_t start = index;
  uint64_t id = 0;
  while (index < line.size() && line[index] >= '0' && line[index] <= '9') {
    id = id * 10 + (line[index++] - '0');
  }
  if (index == start) return no_id;
  if (start == 1 && index < line.size() && line[index] == '"') ++index;
  return index < line.size() && line[index] == ',' ? id : no_id;
}

// Calls `body` with each row and its id. A row begins with a line that has an id, and the lines
// without one belong to it: none of the line breaks that sample data has between quotes is followed
// by an id, so this finds rows even where quotes do not match any more.
template <typename Body>
void for_each_row(const char* path, Body body) {
  std::ifstream file;
  std::vector<char> buffer(1 << 20);
  file.rdbuf()->pubsetbuf(buffer.data(), buffer.size());
  file.open(path, std::ios::binary);
  std::string line, row;
  if (!file || !std::getline(file, line)) {
    std::cerr << "check: cannot read " << path << "\n";
    exit(1);
  }
  uint64_t row_id = no_id;
  while (std::getline(file, line)) {
    const uint64_t id = id_of(line);
    if (id != no_id) {
      if (!row.empty()) body(row_id, row);
      row_id = id;
      row.clear();
    }
    row += line;
    row += '\n';
  }
  if (!row.empty()) body(row_id, row);
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 4) return 64;
  std::string outcomes(1, ' ');
  std::ifstream expected(arguments[2]);
  for (std::string line; std::getline(expected, line);) {
    outcomes += line[line.find(',') + 1];
  }
  // Hashes stand for the rows, since the rows would take too much memory.
  const std::hash<std::string_view> hash;
  std::vector<size_t> hashes(outcomes.size());
  for_each_row(arguments[1], [&](uint64_t id, std::string_view row) { hashes.at(id) = hash(row); });

  uint64_t listed_count = 0, lost = 0, invalid_count = 0, changed = 0, unordered = 0, unknown = 0;
  uint64_t last = 0;
  for_each_row(arguments[3], [&](uint64_t id, std::string_view row) {
    if (id == 0 || id >= outcomes.size()) {
      ++unknown;
      return;
    }
    listed_count += outcomes[id] == listed;
    invalid_count += outcomes[id] == invalid;
    changed += hash(row) != hashes[id];
    unordered += id < last;
    last = id;
    if (outcomes[id] == clear) outcomes[id] = kept;
  });
  for (char outcome : outcomes) lost += outcome == clear;
  printf("%lu %lu %lu %lu %lu %lu\n", listed_count, lost, invalid_count, changed, unordered,
         unknown);
}
