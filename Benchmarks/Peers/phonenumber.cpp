// What libphonenumber takes to read phone cells of many regions.
//
//   phonenumber CELLS PASSES
//
// CELLS has lines `region<TAB>cell`. Each cell is parsed and, if that succeeds, formatted as E.164;
// on one thread, PASSES times. Prints a line: name, nanoseconds a cell, cells with a number, and a
// digest of the numbers.

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <phonenumbers/phonenumberutil.h>

int main(int argument_count, char** arguments) {
  using i18n::phonenumbers::PhoneNumber;
  using i18n::phonenumbers::PhoneNumberUtil;
  if (argument_count != 3) {
    std::cerr << "usage: phonenumber CELLS PASSES\n";
    return 64;
  }
  struct Cell {
    std::string region, text;
  };
  std::vector<Cell> cells;
  std::ifstream file(arguments[1]);
  for (std::string line; std::getline(file, line);) {
    size_t tab = line.find('\t');
    cells.push_back({line.substr(0, tab), line.substr(tab + 1)});
  }
  const int pass_count = atoi(arguments[2]);
  const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();

  size_t found = 0;
  uint64_t sum = 0;
  PhoneNumber number;
  std::string formatted;
  auto pass = [&] {
    found = 0;
    sum = 0;
    for (const Cell& cell : cells) {
      const auto error = util.Parse(cell.text, cell.region, &number);
      if (error != PhoneNumberUtil::NO_PARSING_ERROR) continue;
      util.Format(number, PhoneNumberUtil::E164, &formatted);
      found += 1;
      sum += strtoull(formatted.c_str() + 1, nullptr, 10);
    }
  };
  // The first pass compiles and keeps the regular expressions; it is not counted.
  pass();
  auto begin = std::chrono::steady_clock::now();
  for (int index = 0; index < pass_count; ++index) pass();
  std::chrono::duration<double, std::nano> duration = std::chrono::steady_clock::now() - begin;
  printf("libphonenumber\t%f\t%zu\t%llu\n", duration.count() / (cells.size() * pass_count), found,
         static_cast<unsigned long long>(sum));
}
