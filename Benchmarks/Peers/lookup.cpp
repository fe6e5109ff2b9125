// Look-ups in memory: what others hold the same numbers in, asked for the same keys.
//
//   lookup NUMBERS INDEX KEYED_INDEX PROBES PROBE_COUNT
//
// NUMBERS has 10 digits a line. Writes PROBE_COUNT random keys to PROBES (little-endian 64-bit
// integers), 30 in 100 of them on the list, the others with area codes of the list. Prints "ready";
// then, for each line on standard input, asks everybody once and prints a line each:
//
//   name <TAB> nanoseconds a look-up <TAB> bytes a number <TAB> hits
//
// and a dot after the last. One thread. `bare` is not a look-up but a bound of it: reads of random
// cache lines of INDEX, mapped from the page cache, in batches of prefetches into the first-level
// cache; `bare-second` the same with prefetches into the second level, of which some processors have
// twice as many under way; `bare-keyed` the first of KEYED_INDEX.

#include <fcntl.h>
#include <malloc.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include <absl/container/flat_hash_set.h>
#include <roaring/roaring64map.hh>

namespace {

using Keys = std::vector<uint64_t>;
using Set = absl::flat_hash_set<uint64_t>;

// Enough prefetches to hide the latency of memory; more than the processor has room for do no harm.
constexpr size_t batch_count = 64;

[[noreturn]] void fail(const std::string& message) {
  std::cerr << "lookup: " << message << "\n";
  exit(1);
}

Keys read_keys(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) fail(std::string("cannot read ") + path);
  Keys keys;
  std::vector<char> block(1 << 20);
  uint64_t digits = 0;
  while (file.read(block.data(), block.size()), file.gcount() > 0) {
    for (std::streamsize index = 0; index < file.gcount(); ++index) {
      if (block[index] == '\n') {
        keys.push_back(10'000'000'000 + digits);
        digits = 0;
      } else {
        digits = digits * 10 + (block[index] - '0');
      }
    }
  }
  return keys;
}

double allocated_byte_count() {
  struct mallinfo2 information = mallinfo2();
  return static_cast<double>(information.uordblks + information.hblkhd);
}

Keys make_probes(const Keys& keys, const Set& set, size_t count) {
  std::mt19937_64 random(1);
  Keys probes;
  probes.reserve(count);
  while (probes.size() < count) {
    uint64_t key = keys[random() % keys.size()];
    if (random() % 100 >= 30) {
      do {
        key = key / 10'000'000 * 10'000'000 + random() % 10'000'000;
      } while (set.contains(key));
    }
    probes.push_back(key);
  }
  return probes;
}

size_t ask_set(const Set& set, const Keys& probes) {
  size_t hits = 0;
  for (uint64_t key : probes) hits += set.contains(key);
  return hits;
}

// As the container's authors advise for tables larger than the caches.
size_t ask_set_in_batches(const Set& set, const Keys& probes) {
  size_t hits = 0;
  for (size_t start = 0; start < probes.size(); start += batch_count) {
    size_t end = std::min(start + batch_count, probes.size());
    for (size_t index = start; index < end; ++index) set.prefetch(probes[index]);
    for (size_t index = start; index < end; ++index) hits += set.contains(probes[index]);
  }
  return hits;
}

size_t ask_bitmap(const Roaring64Map& bitmap, const Keys& probes) {
  size_t hits = 0;
  for (uint64_t key : probes) hits += bitmap.contains(key);
  return hits;
}

struct Mapping {
  const char* bytes;
  size_t byte_count;

  explicit Mapping(const char* path) {
    int file = open(path, O_RDONLY);
    struct stat status;
    if (file < 0 || fstat(file, &status) != 0) fail(std::string("cannot read ") + path);
    byte_count = status.st_size;
    void* base = mmap(nullptr, byte_count, PROT_READ, MAP_SHARED | MAP_POPULATE, file, 0);
    if (base == MAP_FAILED) fail(std::string("cannot map ") + path);
    bytes = static_cast<const char*>(base);
    close(file);
  }
};

// As many reads as there are probes, at places that a multiplication takes from them. The locality
// is that of the prefetches: 3 asks for the first-level cache, 2 for the second.
template <int locality>
size_t read_lines(const Mapping& mapping, const Keys& probes) {
  const uint64_t line_count = mapping.byte_count / 64;
  const char* lines[batch_count];
  uint64_t sum = 0;
  for (size_t start = 0; start < probes.size(); start += batch_count) {
    size_t end = std::min(start + batch_count, probes.size());
    for (size_t index = start; index < end; ++index) {
      uint64_t hash = probes[index] * 0x9E3779B97F4A7C15;
      uint64_t line = static_cast<unsigned __int128>(hash) * line_count >> 64;
      lines[index - start] = mapping.bytes + line * 64;
      __builtin_prefetch(lines[index - start], 0, locality);
    }
    for (size_t index = start; index < end; ++index) {
      uint64_t word;
      __builtin_memcpy(&word, lines[index - start], sizeof word);
      sum += word;
    }
  }
  // The sum must be used, or there would be nothing to read.
  return sum == 1 ? 1 : 0;
}

void report(const char* name, double byte_count, const Keys& keys, const Keys& probes,
            const std::function<size_t()>& ask) {
  auto begin = std::chrono::steady_clock::now();
  size_t hits = ask();
  std::chrono::duration<double, std::nano> duration = std::chrono::steady_clock::now() - begin;
  printf("%s\t%f\t%f\t%zu\n", name, duration.count() / probes.size(), byte_count / keys.size(),
         hits);
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 6) fail("usage: lookup NUMBERS INDEX KEYED_INDEX PROBES PROBE_COUNT");
  Keys keys = read_keys(arguments[1]);

  double before = allocated_byte_count();
  Set set;
  set.reserve(keys.size());
  set.insert(keys.begin(), keys.end());
  double set_byte_count = allocated_byte_count() - before;

  // Sorted, the bitmap is built without moving anything.
  Keys sorted = keys;
  std::sort(sorted.begin(), sorted.end());
  before = allocated_byte_count();
  Roaring64Map bitmap;
  bitmap.addMany(sorted.size(), sorted.data());
  bitmap.runOptimize();
  bitmap.shrinkToFit();
  // Not what it says of itself, which is its size in a file.
  double bitmap_byte_count = allocated_byte_count() - before;
  Keys().swap(sorted);

  Keys probes = make_probes(keys, set, strtoull(arguments[5], nullptr, 10));
  std::ofstream(arguments[4], std::ios::binary)
      .write(reinterpret_cast<const char*>(probes.data()), probes.size() * sizeof(uint64_t));
  Mapping mapping(arguments[2]);
  Mapping keyed_mapping(arguments[3]);

  puts("ready");
  fflush(stdout);
  for (std::string line; std::getline(std::cin, line);) {
    report("set", set_byte_count, keys, probes, [&] { return ask_set(set, probes); });
    report("set-batches", set_byte_count, keys, probes,
           [&] { return ask_set_in_batches(set, probes); });
    report("roaring", bitmap_byte_count, keys, probes,
           [&] { return ask_bitmap(bitmap, probes); });
    report("bare", mapping.byte_count, keys, probes,
           [&] { return read_lines<3>(mapping, probes); });
    report("bare-second", mapping.byte_count, keys, probes,
           [&] { return read_lines<2>(mapping, probes); });
    report("bare-keyed", keyed_mapping.byte_count, keys, probes,
           [&] { return read_lines<3>(keyed_mapping, probes); });
    puts(".");
    fflush(stdout);
  }
}
