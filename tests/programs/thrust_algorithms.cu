// Thrust: what programs use of it most, each against the standard library.
#include "check.cuh"
#include <algorithm>
#include <numeric>
#include <thrust/binary_search.h>
#include <thrust/copy.h>
#include <thrust/device_vector.h>
#include <thrust/execution_policy.h>
#include <thrust/gather.h>
#include <thrust/host_vector.h>
#include <thrust/inner_product.h>
#include <thrust/iterator/counting_iterator.h>
#include <thrust/iterator/zip_iterator.h>
#include <thrust/reduce.h>
#include <thrust/scan.h>
#include <thrust/sequence.h>
#include <thrust/sort.h>
#include <thrust/transform.h>
#include <thrust/transform_reduce.h>
#include <thrust/tuple.h>
#include <thrust/unique.h>

struct Square {
    __host__ __device__ long long operator()(int value) const { return (long long)value * value; }
};
struct IsOdd {
    __host__ __device__ bool operator()(int value) const { return value & 1; }
};

template <class T> std::vector<T> host(const thrust::device_vector<T> &from) {
    std::vector<T> to(from.size());
    thrust::copy(from.begin(), from.end(), to.begin());
    return to;
}

int main() {
    Random random(21);
    const int count = 5003;
    std::vector<int> values(count), keys(count);
    for (auto &value : values) value = int(random.next() % 2001) - 1000;
    for (auto &key : keys) key = int(random.next() % 50);
    thrust::device_vector<int> on_device(values), key_on_device(keys);

    REQUIRE(thrust::reduce(on_device.begin(), on_device.end()) == std::accumulate(values.begin(), values.end(), 0));
    long long squares = 0;
    for (int value : values) squares += Square()(value);
    REQUIRE(thrust::transform_reduce(on_device.begin(), on_device.end(), Square(), 0LL, thrust::plus<long long>()) == squares);
    REQUIRE(*thrust::max_element(on_device.begin(), on_device.end()) == *std::max_element(values.begin(), values.end()));
    REQUIRE(thrust::count_if(on_device.begin(), on_device.end(), IsOdd()) == std::count_if(values.begin(), values.end(), IsOdd()));
    REQUIRE(thrust::inner_product(on_device.begin(), on_device.end(), key_on_device.begin(), 0) ==
            std::inner_product(values.begin(), values.end(), keys.begin(), 0));

    thrust::device_vector<int> scanned(count);
    thrust::inclusive_scan(on_device.begin(), on_device.end(), scanned.begin());
    std::vector<int> wanted(count);
    std::partial_sum(values.begin(), values.end(), wanted.begin());
    require_equal(host(scanned), wanted, "inclusive_scan");

    thrust::device_vector<int> odd(count);
    odd.resize(thrust::copy_if(on_device.begin(), on_device.end(), odd.begin(), IsOdd()) - odd.begin());
    std::vector<int> wanted_odd;
    std::copy_if(values.begin(), values.end(), std::back_inserter(wanted_odd), IsOdd());
    require_equal(host(odd), wanted_odd, "copy_if");

    thrust::device_vector<int> sorted = on_device;
    thrust::sort(sorted.begin(), sorted.end());
    wanted = values;
    std::sort(wanted.begin(), wanted.end());
    require_equal(host(sorted), wanted, "sort");
    sorted.erase(thrust::unique(sorted.begin(), sorted.end()), sorted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    require_equal(host(sorted), wanted, "unique");
    REQUIRE(thrust::binary_search(sorted.begin(), sorted.end(), values[7]));

    thrust::device_vector<int> order(count);
    thrust::sequence(order.begin(), order.end());
    thrust::stable_sort_by_key(key_on_device.begin(), key_on_device.end(), order.begin());
    std::vector<int> wanted_order(count);
    std::iota(wanted_order.begin(), wanted_order.end(), 0);
    std::stable_sort(wanted_order.begin(), wanted_order.end(), [&](int a, int b) { return keys[a] < keys[b]; });
    require_equal(host(order), wanted_order, "stable_sort_by_key");

    // Sums of the values of each key.
    thrust::device_vector<int> gathered(count), sum_keys(count), sums(count);
    thrust::gather(order.begin(), order.end(), on_device.begin(), gathered.begin());
    auto ends = thrust::reduce_by_key(key_on_device.begin(), key_on_device.end(), gathered.begin(), sum_keys.begin(), sums.begin());
    const size_t groups = ends.first - sum_keys.begin();
    std::vector<int> wanted_sums(50);
    for (int i = 0; i < count; i++) wanted_sums[keys[i]] += values[i];
    const std::vector<int> got_keys = host(sum_keys), got_sums = host(sums);
    REQUIRE(groups == 50);
    for (size_t i = 0; i < groups; i++) REQUIRE(got_sums[i] == wanted_sums[got_keys[i]]);

    auto counting = thrust::make_counting_iterator(0);
    thrust::transform(thrust::make_zip_iterator(thrust::make_tuple(counting, on_device.begin())),
                      thrust::make_zip_iterator(thrust::make_tuple(counting + count, on_device.end())), scanned.begin(),
                      [] __host__ __device__(thrust::tuple<int, int> pair) { return thrust::get<0>(pair) * 3 - thrust::get<1>(pair); });
    for (int i = 0; i < count; i++) wanted_order[i] = i * 3 - values[i];
    require_equal(host(scanned), wanted_order, "transform of a zip");
    return pass("thrust_algorithms");
}
