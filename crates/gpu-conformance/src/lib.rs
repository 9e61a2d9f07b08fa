//! What every implementation of [`gpu::Gpu`] must do, as CUDA does it: one function for each rule, run against all of them.

pub mod bench;
pub mod command;
mod copies;
mod faults;
mod graphs;
mod limits;
mod order;
mod references;

pub use bench::{Bench, TestHost};

/// One rule.
#[derive(Clone, Copy)]
pub struct Rule {
    /// What must hold.
    pub name: &'static str,
    /// Panics where it does not.
    pub check: fn(&Bench),
}

macro_rules! rules {
    ($($module:ident: $($name:ident)+;)+) => {
        /// All of them.
        pub const RULES: &[Rule] = &[$($(Rule { name: stringify!($name), check: $module::$name }),+),+];
    };
}

rules! {
    copies:
        devices_are_described_and_others_refused
        written_bytes_are_read_back
        staged_bytes_arrive_and_their_room_is_given_back
        bytes_are_read_into_the_arena
        copies_within_the_device_arrive
        pinned_memory_is_seen_by_both_sides
        managed_memory_is_seen_by_both_sides
        sets_of_each_width_set_what_they_should
        sets_that_are_misaligned_are_refused
        nothing_is_copied_from_addresses_of_nobody
        nothing_is_copied_beyond_an_allocation
        an_allocation_of_nothing_is_refused
        too_large_an_allocation_is_out_of_memory
        freed_memory_is_nobodys
        memory_of_one_kind_is_not_freed_as_another
        free_memory_shrinks_and_grows_with_allocations
        reads_longer_than_a_reply_are_refused;
    order:
        work_of_a_stream_is_done_in_order
        a_query_tells_work_from_none
        synchronize_waits_for_its_stream
        a_context_is_synchronized_with_all_of_its_streams
        a_non_blocking_stream_passes_the_default_stream
        a_blocking_stream_waits_for_the_default_stream
        the_default_stream_waits_for_blocking_streams
        an_event_completes_when_its_stream_gets_there
        an_event_that_was_never_recorded_is_complete
        an_event_recorded_again_is_not_complete_before_its_time
        a_waiter_of_an_older_generation_is_told
        a_stream_waits_for_an_event_of_another
        waiting_for_an_event_that_was_not_recorded_is_nothing
        time_passes_between_events
        times_of_events_without_records_are_refused
        a_host_function_holds_its_stream_up
        priorities_change_no_result
        a_stream_with_work_may_be_destroyed
        memory_is_freed_after_the_work_that_uses_it
        streams_and_events_of_nobody_are_refused;
    faults:
        kernels_are_described
        kernels_that_are_not_there_are_not_found
        kernels_are_listed
        damaged_images_are_refused_and_explained
        images_that_were_never_sent_are_refused
        variables_have_addresses_and_first_values
        unloaded_modules_are_gone
        launches_without_all_parameters_are_refused
        launches_of_impossible_shapes_are_refused
        a_bad_address_ends_the_context
        a_host_function_after_a_fault_is_given_up
        a_host_function_that_could_not_be_done_ends_the_context
        another_context_survives_a_fault
        a_context_with_work_may_be_destroyed
        contexts_of_nobody_are_refused;
    limits:
        limits_are_what_was_set
        limits_that_there_are_not_are_refused
        blocks_that_cannot_run_at_once_are_too_many_for_a_cooperative_launch;
    references:
        references_are_found_by_their_names_and_kinds
        a_launch_reads_what_its_reference_was_bound_to_then
        references_are_not_bound_to_memory_of_nobody;
    graphs:
        a_recorded_graph_does_the_body_that_its_value_names
        what_cannot_be_recorded_is_refused
        a_context_may_end_while_a_graph_is_recorded;
}
